package io.lepton.lake.table;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** What a task needs to read and write files of a table; it travels to the executors. */
public final class TableFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String location;
  private final StructType columns;
  private final Broadcast<SerializableConfiguration> configuration;

  TableFiles(String location, StructType columns, SparkSession session) {
    this.location = location;
    this.columns = columns;
    this.configuration =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .broadcast(new SerializableConfiguration(session.sessionState().newHadoopConf()));
  }

  private TableFiles(TableFiles other, StructType columns) {
    this.location = other.location;
    this.columns = columns;
    this.configuration = other.configuration;
  }

  /** The table's folder. */
  public String location() {
    return location;
  }

  /** The columns, in the order of the cells. */
  public StructType columns() {
    return columns;
  }

  /** A new file. */
  public TableFileWriter create() {
    return new TableFileWriter(new Path(location), columns, hadoop());
  }

  /** Where a file of the table is. */
  public Path path(String name) {
    return new Path(location, name);
  }

  /** How the file system is reached. */
  public Configuration hadoop() {
    return configuration.value().value();
  }

  /** The same table after it has gained columns. */
  TableFiles with(StructType otherColumns) {
    return new TableFiles(this, otherColumns);
  }
}
