package io.lepton.bench.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.stream.Streams;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Kafka, from_json and Delta as the tutorials of both have it: no duplicates removed. */
public final class TutorialJob implements Peer {
  /** Its table, in the folder it is given. */
  public static final String TABLE = "table";

  @Override
  public String name() {
    return "spark-tutorial";
  }

  @Override
  public String tuning() {
    return "readStream kafka, from_json with a schema, writeStream delta, available-now; defaults";
  }

  @Override
  public void run(Workload workload, Path folder) {
    StructType schema =
        new StructType()
            .add("device", DataTypes.StringType)
            .add(
                "time",
                workload.time() == TimeFormat.ISO ? DataTypes.TimestampType : DataTypes.LongType)
            .add("sequence", DataTypes.LongType);
    for (String name : Messages.names()) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    Dataset<Row> readings =
        workload
            .session()
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", workload.servers())
            .option("subscribe", workload.topic())
            .option("startingOffsets", "earliest")
            .load()
            .select(
                from_json(col("value").cast(DataTypes.StringType), schema).as("reading"),
                col("topic"),
                col("partition"),
                col("offset"),
                col("timestamp"))
            .select("reading.*", "topic", "partition", "offset", "timestamp");
    Streams.await(
        readings
            .writeStream()
            .format("delta")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .trigger(Trigger.AvailableNow())
            .start(folder.resolve(TABLE).toString()));
  }

  @Override
  public List<String> problems(Workload workload, Path folder) {
    return Contents.problems(
        workload.session().read().format("delta").load(folder.resolve(TABLE).toString()),
        workload.published());
  }
}
