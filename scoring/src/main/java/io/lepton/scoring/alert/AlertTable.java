package io.lepton.scoring.alert;

import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.collection.JavaConverters;

/**
 * The contract of the alerts table: one row for each alert, which gains its end when it is over.
 */
public final class AlertTable {
  /** The rule's name. */
  public static final String RULE = "rule";

  /** The device, or {@link Alert#FLEET}. */
  public static final String DEVICE = "device";

  /** Since when it is so. */
  public static final String RAISED_AT = "raised_at";

  /** Since when it is no longer so; null while it is open. */
  public static final String CLEARED_AT = "cleared_at";

  /** What makes an alert the same alert. */
  public static final List<String> KEY = List.of(RULE, DEVICE, RAISED_AT);

  private AlertTable() {}

  /** The contract of the table of a name. */
  public static TableSpec spec(String name) {
    return TableSpec.of(
        new TableId(Layer.GOLD, name),
        column(RULE, DataTypes.StringType),
        column(DEVICE, DataTypes.StringType),
        column(RAISED_AT, DataTypes.TimestampType),
        column(CLEARED_AT, DataTypes.TimestampType),
        column("severity", DataTypes.StringType),
        column(
            "evidence", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false)),
        column("action", DataTypes.StringType),
        column("model", DataTypes.StringType),
        column("model_version", DataTypes.IntegerType));
  }

  /** An alert as a row. */
  public static Row row(Alert alert) {
    boolean isPredicted = !alert.model().equals(Alert.Model.NONE);
    return RowFactory.create(
        alert.rule(),
        alert.device(),
        Timestamp.from(alert.raisedAt()),
        alert.cleared().map(Timestamp::from).orElse(null),
        alert.severity(),
        // an encoder of rows takes no other map
        JavaConverters.mapAsScalaMapConverter(alert.evidence()).asScala(),
        alert.action(),
        isPredicted ? alert.model().name() : null,
        isPredicted ? alert.model().version() : null);
  }

  /** A row as an alert. */
  public static Alert alert(Row row) {
    Timestamp cleared = row.getAs(CLEARED_AT);
    String model = row.getAs("model");
    return new Alert(
        row.getAs(RULE),
        row.getAs(DEVICE),
        row.<Timestamp>getAs(RAISED_AT).toInstant(),
        Optional.ofNullable(cleared).map(Timestamp::toInstant),
        row.getAs("severity"),
        row.getJavaMap(row.fieldIndex("evidence")),
        row.getAs("action"),
        model == null
            ? Alert.Model.NONE
            : new Alert.Model(model, row.<Integer>getAs("model_version")));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
