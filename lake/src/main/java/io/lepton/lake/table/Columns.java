package io.lepton.lake.table;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Lists of columns' names, such as keys, in the forms that Spark asks for. */
public final class Columns {
  private Columns() {}

  /** To select. */
  public static Column[] of(List<String> names) {
    return names.stream().map(functions::col).toArray(Column[]::new);
  }

  /** To join by. */
  public static Seq<String> names(List<String> names) {
    return JavaConverters.asScalaBuffer(names).toSeq();
  }
}
