package io.lepton.jobs.monitoring;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Regime;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.model.ModelDraft;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringModel;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** A pipeline of pumps with the channels load and heat, and what tables say of them. */
public final class TestingFleet {
  private static final String FILE =
      """
pipeline = pumps
ingest.telemetry.fields = [{ name = load }, { name = heat }]
features { channels = [load, heat], window.length = 4 }
""";

  private TestingFleet() {}

  /** Opens it; {@code more} is added to its file. */
  public static JobContext open(SparkSession spark, Path folder, String more) {
    return open(spark, folder, more, System.err);
  }

  /** The same; what it says of its progress goes elsewhere. */
  public static JobContext open(SparkSession spark, Path folder, String more, PrintStream said) {
    try {
      Path file = Files.writeString(folder.resolve("pumps.conf"), FILE + more);
      PipelineConfig config =
          PipelineConfig.open(file, Map.of("lake.root", folder.resolve("lake").toString()));
      return JobContext.of(
          new SparkSessions.Handle(spark), config, new Progress(said, Progress.Style.LINES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Hourly readings of twenty pumps, each around a level of its own: load from 0 to 3 wide, and
   * {@code more}; heat alike.
   */
  public static Dataset<Row> hourly(SparkSession spark, int from, int until, double more) {
    int hours = until - from;
    return spark
        .range(20L * hours)
        .selectExpr("id div " + hours + " as pump", "id % " + hours + " + " + from + " as hour")
        .selectExpr(
            "concat('pump-', pump) as device_id",
            "hour",
            "pump % 3 + abs(hash(pump, hour)) % 1000 / 1000 + " + more + " as load",
            "pump % 4 + abs(hash(hour, pump, 7)) % 1000 / 1000 as heat");
  }

  /**
   * Appends readings to silver.
   *
   * @param rows with device_id, hour, load, heat
   */
  public static void readings(JobContext context, Dataset<Row> rows, int batch) {
    sent(context, rows.selectExpr("*", "0 as partition", "0 as ahead"), batch);
  }

  /**
   * The same, sent in their own ways.
   *
   * @param rows with partition, and ahead: seconds by which the device's clock is
   */
  public static void sent(JobContext context, Dataset<Row> rows, int batch) {
    LakeTable silver =
        context
            .lake()
            .open(
                TelemetryTables.silver(
                    "telemetry",
                    List.of(
                        DataTypes.createStructField("load", DataTypes.DoubleType, true),
                        DataTypes.createStructField("heat", DataTypes.DoubleType, true))));
    context.lake().open(context.config().ingest().events().silver());
    silver.append(
        rows.selectExpr(
            "device_id",
            "timestamp_seconds(3600 * hour) as event_time",
            "cast(hour as long) as sequence",
            "cast(load as double) as load",
            "cast(heat as double) as heat",
            "false as is_late",
            "0D as late_by_seconds",
            "'pumps' as kafka_topic",
            "partition as kafka_partition",
            "cast(hour as long) as kafka_offset",
            "timestamp_seconds(3600 * hour - ahead) as kafka_time",
            "timestamp_seconds(3600 * hour) as ingest_time"),
        new WriteIdentity("ingest", batch),
        Optional.empty());
  }

  /**
   * Puts predictions.
   *
   * @param rows with device_id, hour, version, prediction, and if they like predicted_class,
   *     forecast, lower, upper
   */
  public static void predictions(JobContext context, Dataset<Row> rows) {
    context
        .lake()
        .open(PredictionTable.spec("predictions"))
        .put(
            rows.selectExpr(
                "device_id",
                "timestamp_seconds(3600 * hour) as event_time",
                "cast(hour as long) as sequence",
                "'pumps' as model",
                "version as model_version",
                "'x' as feature_spec",
                "cast(prediction as double) as prediction",
                ifThere(rows, "predicted_class", "string"),
                ifThere(rows, "forecast", "array<double>"),
                "cast(null as boolean) as anomaly",
                "timestamp_seconds(3600 * hour) as kafka_time",
                "timestamp_seconds(3600 * hour + 1000000000L * version) as scored_at",
                "1D as delay_seconds",
                ifThere(rows, "lower", "double"),
                ifThere(rows, "upper", "double"),
                "'deeplearning4j' as runtime",
                "0 as missing_columns",
                "array(named_struct('sensor', 'heat', 'contribution', -9D)) as contributors",
                "cast(null as string) as error"),
            PredictionTable.KEY);
  }

  /**
   * Appends messages to quarantine.
   *
   * @param rows with device_id, which is the message's key, and hour
   */
  public static void rejected(JobContext context, Dataset<Row> rows, int batch) {
    context
        .lake()
        .open(TelemetryTables.quarantine("telemetry"))
        .append(
            rows.selectExpr(
                "'pumps' as kafka_topic",
                "0 as kafka_partition",
                "cast(hour as long) as kafka_offset",
                "timestamp_seconds(3600 * hour) as kafka_time",
                "timestamp_seconds(3600 * hour) as ingest_time",
                "cast(device_id as binary) as key",
                "cast('{' as binary) as value",
                "'malformed' as reason",
                "'cut off' as message"),
            new WriteIdentity("ingest", batch),
            Optional.empty());
  }

  private static String ifThere(Dataset<Row> rows, String column, String type) {
    boolean there = List.of(rows.columns()).contains(column);
    return "cast(" + (there ? column : "null") + " as " + type + ") as " + column;
  }

  /**
   * Appends failures to the events.
   *
   * @param rows with device_id, hour
   */
  public static void failures(JobContext context, Dataset<Row> rows, int batch) {
    context
        .lake()
        .open(context.config().ingest().events().silver())
        .append(
            rows.selectExpr(
                "device_id",
                "timestamp_seconds(3600L * hour) as event_time",
                "1L as sequence",
                "'failure' as kind"),
            new WriteIdentity("events", batch),
            Optional.empty());
  }

  /** A new training set, and a version of the model pumps that says it was made from it. */
  public static void publish(JobContext context) {
    new FeaturesJob(context).run();
    PinnedTrainingSet set = PinnedTrainingSet.newest(context);
    FeatureSpec spec = set.spec();
    context
        .models()
        .publish(
            new ModelDraft(
                "pumps",
                set.name(),
                1,
                Map.of(),
                "",
                Map.of(),
                spec.signature(),
                Map.of(
                    ScoringModel.NETWORK,
                    new byte[] {1},
                    ScoringModel.FEATURE_SPEC,
                    spec.json().getBytes(StandardCharsets.UTF_8))));
  }

  /** The first version once more, which says that its windows are made by this specification. */
  public static ModelVersion again(JobContext context, FeatureSpec spec) {
    StoredModel first = context.models().open(new ModelVersion("pumps", 1));
    Map<String, byte[]> files = new HashMap<>(first.files());
    files.put(ScoringModel.FEATURE_SPEC, spec.json().getBytes(StandardCharsets.UTF_8));
    return context
        .models()
        .publish(
            new ModelDraft(
                "pumps",
                first.manifest().trainingSet(),
                1,
                Map.of(),
                "",
                Map.of(),
                spec.signature(),
                files));
  }

  /** The specification of the first version. */
  public static FeatureSpec spec(JobContext context) {
    return ScoringModel.of(context.models().open(new ModelVersion("pumps", 1))).spec();
  }

  /** A specification that takes half a degree more off the second input, heat. */
  public static FeatureSpec cooler(FeatureSpec spec) {
    Regime scale = spec.regimes().get(0);
    return new FeatureSpec(
        spec.format(),
        spec.channels(),
        spec.inputs(),
        spec.settings(),
        List.of(
            new Regime(
                scale.center(),
                List.of(scale.offset().get(0), scale.offset().get(1) + 0.5),
                scale.unit(),
                scale.fill())),
        spec.derived(),
        spec.allowedLateness(),
        spec.resampling(),
        spec.gaps(),
        spec.window(),
        spec.augmentation(),
        spec.label());
  }

  /** Makes a version the champion, whatever a gate says. */
  public static void promote(JobContext context, ModelVersion version) {
    context.models().promotions("pumps").promote(version, "test", Map.of());
  }

  /** Which versions scored readings of these hours. */
  public static List<Integer> versions(JobContext context, int from, int until) {
    return context
        .lake()
        .existing(new TableId(Layer.GOLD, "predictions"), "")
        .read()
        .where("sequence >= %d and sequence < %d".formatted(from, until))
        .select(PredictionTable.MODEL_VERSION)
        .distinct()
        .orderBy(PredictionTable.MODEL_VERSION)
        .collectAsList()
        .stream()
        .map(row -> row.getInt(0))
        .toList();
  }
}
