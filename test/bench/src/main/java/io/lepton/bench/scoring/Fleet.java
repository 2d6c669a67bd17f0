package io.lepton.bench.scoring;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A made-up fleet in silver and a model of it: windows of 50 readings of 15 channels, the network
 * of {@code training.network.kind = conv1d}, trained for a moment.
 *
 * @param silver its readings
 * @param events none
 * @param model what scores them
 */
record Fleet(LakeTable silver, Dataset<Row> events, ScoringModel model) {
  static final int READINGS = 1000;
  private static final int LENGTH = 50;
  private static final int CHANNELS = 15;
  private static final String NAMES =
      IntStream.range(0, CHANNELS).mapToObj(c -> "c" + c).collect(Collectors.joining(", "));

  /** Devices of {@link #READINGS} readings each. */
  static Fleet of(Lake lake, int devices) {
    LakeTable silver = silver(lake, devices);
    Dataset<Row> events =
        silver.read().selectExpr("device_id", "event_time", "'none' as kind").limit(0);
    return new Fleet(silver, events, model(silver.read(), events));
  }

  private static ScoringModel model(Dataset<Row> silver, Dataset<Row> events) {
    FeatureConfig features =
        ConfigReader.parse(
                """
                pipeline = bench
                features { channels = [%s], window.length = %d }
                features.label { kind = forecast, channels = [c0], steps = 1 }
                features.split { validation = 0, test = 0 }
                """
                    .formatted(NAMES, LENGTH))
            .read(
                in -> {
                  in.string("pipeline");
                  return in.section("features", FeatureConfig::read);
                });
    BuildTrainingSet.Built built =
        new BuildTrainingSet(features)
            .apply(silver.where("device_id in ('device-0', 'device-1')"), events);
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(silver.sparkSession().sparkContext());
    TrainingSet set =
        new TrainingSet(
            TrainingSetTable.segments(built.rows(), Split.TRAIN),
            spark.parallelize(List.of(), 1),
            built.spec().examples());
    FeatureSpec spec = built.spec();
    byte[] network = new ParameterAveragingTrainer(spark, training()).fit(set, epoch -> {}).model();
    return new ScoringModel("bench", 1, spec, network);
  }

  private static TrainingConfig training() {
    return ConfigReader.parse("pipeline = bench, training { workers = 1, epochs = 1 }")
        .read(
            in -> {
              in.string("pipeline");
              return in.section("training", TrainingConfig::read);
            });
  }

  private static LakeTable silver(Lake lake, int devices) {
    List<StructField> fields = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    columns.add("concat('device-', id div %d) as device_id".formatted(READINGS));
    columns.add("timestamp_seconds(60 * (id %% %d)) as event_time".formatted(READINGS));
    columns.add("id %% %d as sequence".formatted(READINGS));
    for (int c = 0; c < CHANNELS; c++) {
      fields.add(DataTypes.createStructField("c" + c, DataTypes.DoubleType, true));
      columns.add("round(%d + 20 * rand(%d), 1) as c%d".formatted(100 * c, c, c));
    }
    columns.add("false as is_late");
    columns.add("0D as late_by_seconds");
    columns.add("'fleet' as kafka_topic");
    columns.add("0 as kafka_partition");
    columns.add("id as kafka_offset");
    columns.add("timestamp_seconds(60 * (id %% %d) + 1) as kafka_time".formatted(READINGS));
    columns.add("timestamp_seconds(60 * (id %% %d) + 2) as ingest_time".formatted(READINGS));
    LakeTable silver = lake.open(TelemetryTables.silver("fleet", fields));
    SparkSession spark = silver.read().sparkSession();
    silver.append(
        spark.range((long) devices * READINGS).selectExpr(columns.toArray(new String[0])),
        new WriteIdentity("bench", 0),
        Optional.empty());
    return silver;
  }
}
