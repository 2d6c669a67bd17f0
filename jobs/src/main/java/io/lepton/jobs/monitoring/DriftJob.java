package io.lepton.jobs.monitoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import io.lepton.features.DevicePieces;
import io.lepton.features.DriftConfig;
import io.lepton.features.FleetDrift;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.upkeep.Pin;
import io.lepton.scoring.PredictionTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Compares what devices sent lately, and what the model said of it, with the readings the model was
 * trained on. Inputs and predictions each have half of the rate of false alarms.
 */
public final class DriftJob {
  private static final List<String> KEY = List.of("model", "model_version", "until", "channel");

  private final JobContext context;
  private final DriftConfig config;

  public DriftJob(JobContext context) {
    this.context = context;
    this.config = context.config().drift();
  }

  /**
   * What was found.
   *
   * @param model the version whose training set it is compared with
   * @param from begin of what is now
   * @param until its end: the newest reading
   * @param pieces of devices' times that are now, and those of training
   * @param channels a row for each
   */
  public record Result(
      ModelVersion model,
      Instant from,
      Instant until,
      Pieces pieces,
      List<FleetDrift.Channel> channels) {
    /** How many channels differ by more than chance. */
    public long drifted() {
      return channels.stream().filter(FleetDrift.Channel::isBeyondChance).count();
    }
  }

  /** How many pieces each group has. */
  public record Pieces(int now, int then) {}

  static TableSpec spec(TableId id) {
    return TableSpec.of(
        id,
        column("model", DataTypes.StringType),
        column("model_version", DataTypes.IntegerType),
        column("from", DataTypes.TimestampType),
        column("until", DataTypes.TimestampType),
        column("channel", DataTypes.StringType),
        column("psi", DataTypes.DoubleType),
        column("ks", DataTypes.DoubleType),
        column("ks_limit", DataTypes.DoubleType),
        column("verdict", DataTypes.StringType),
        column("pieces_now", DataTypes.IntegerType),
        column("pieces_training", DataTypes.IntegerType));
  }

  /** Looks once and keeps it; the same readings again give the same rows again. */
  public Result run() {
    context.progress().start("drift");
    Result result = look();
    keep(result);
    context
        .progress()
        .end(
            "%d of %d channels differ from training by more than chance"
                .formatted(result.drifted(), result.channels().size()));
    return result;
  }

  /** Looks once and writes nothing. */
  public Result look() {
    ModelVersion model =
        context
            .models()
            .require(context.config().scoring().model(), context.config().scoring().version());
    PinnedTrainingSet set = PinnedTrainingSet.of(context, context.models().manifest(model));
    Map<String, DevicePieces.Stretch> trained = DevicePieces.trained(set.rows());
    DevicePieces now = DevicePieces.ofReadings(FeaturesJob.silver(context).read(), set.spec());
    DevicePieces then = DevicePieces.ofReadings(sourceOf(set), set.spec());
    long until = now.newest();
    if (until == Long.MIN_VALUE) {
      throw PipelineException.data(
          "Cannot compare with training: silver has no reading (expected: some). Run 'lepton"
              + " ingest' first.");
    }
    DevicePieces.Stretch recent =
        new DevicePieces.Stretch(until - config.recent().toNanos() / 1000 + 1, until);
    Compared inputs = compared(now, then, recent, trained);
    List<FleetDrift.Channel> channels = new ArrayList<>(inputs.channels());
    channels.addAll(predictions(model, recent, trained));
    return new Result(
        model, Micros.instant(recent.from()), Micros.instant(until), inputs.pieces(), channels);
  }

  /**
   * What the last run found for the model of the configuration, as the table keeps it; of several
   * versions compared with the same readings, for the newest.
   */
  public static Optional<Result> last(JobContext context) {
    TableId id = context.config().drift().tableId();
    if (!context.lake().has(id)) {
      return Optional.empty();
    }
    Dataset<Row> all =
        context
            .lake()
            .existing(id, "lepton drift")
            .read()
            .where(col("model").equalTo(context.config().scoring().model()));
    Row newest = all.agg(max(struct(col("until"), col("model_version")))).first();
    if (newest.isNullAt(0)) {
      return Optional.empty();
    }
    Timestamp until = newest.getStruct(0).getTimestamp(0);
    List<Row> rows =
        all.where(col("until").equalTo(until))
            .where(col("model_version").equalTo(newest.getStruct(0).getInt(1)))
            .orderBy("channel")
            .collectAsList();
    Row first = rows.get(0);
    return Optional.of(
        new Result(
            new ModelVersion(first.getAs("model"), first.<Integer>getAs("model_version")),
            first.<Timestamp>getAs("from").toInstant(),
            until.toInstant(),
            new Pieces(first.<Integer>getAs("pieces_now"), first.<Integer>getAs("pieces_training")),
            rows.stream().map(DriftJob::channel).toList()));
  }

  private static FleetDrift.Channel channel(Row row) {
    return new FleetDrift.Channel(
        row.getAs("channel"),
        row.getAs("psi"),
        row.getAs("ks"),
        row.getAs("ks_limit"),
        DriftLines.verdict(row.getAs("verdict")));
  }

  private record Compared(Pieces pieces, List<FleetDrift.Channel> channels) {}

  private Compared compared(
      DevicePieces now,
      DevicePieces then,
      DevicePieces.Stretch recent,
      Map<String, DevicePieces.Stretch> trained) {
    Map<String, DevicePieces.Stretch> devices = now.devices(recent);
    long length = DevicePieces.pieceLength(devices.size(), recent.until() - recent.from() + 1);
    List<double[][]> pieces = now.now(whole(devices, recent), length, config.seed());
    List<double[][]> before = then.then(trained, length, config.seed());
    return new Compared(
        new Pieces(pieces.size(), before.size()),
        new FleetDrift(
                now.channels(), config.falseAlarm() / 2, config.permutations(), config.seed())
            .between(before, pieces));
  }

  /** Pieces of all devices lie side by side in time. */
  private static Map<String, DevicePieces.Stretch> whole(
      Map<String, DevicePieces.Stretch> devices, DevicePieces.Stretch recent) {
    devices.replaceAll(
        (device, heard) -> new DevicePieces.Stretch(recent.from() - 1, recent.until()));
    return devices;
  }

  private List<FleetDrift.Channel> predictions(
      ModelVersion model, DevicePieces.Stretch recent, Map<String, DevicePieces.Stretch> trained) {
    TableId id = context.config().scoring().tableId();
    if (!context.lake().has(id)) {
      return List.of();
    }
    DevicePieces said =
        DevicePieces.ofNumber(
            context
                .lake()
                .existing(id, "lepton score")
                .read()
                .where(col(PredictionTable.MODEL).equalTo(model.name()))
                .where(col(PredictionTable.MODEL_VERSION).equalTo(model.number())),
            PredictionTable.PREDICTION);
    return said.newest() == Long.MIN_VALUE
        ? List.of()
        : compared(said, said, recent, trained).channels();
  }

  /** Silver as the training set saw it. */
  private Dataset<Row> sourceOf(PinnedTrainingSet set) {
    TableId silver = context.config().ingest().telemetry().silver().id();
    return set.passport().sources().stream()
        .flatMap(source -> Pin.in(source, "drift").stream())
        .filter(pin -> pin.table().equals(silver))
        .findFirst()
        .map(pin -> FeaturesJob.silver(context).readAt(pin.version()))
        .orElseThrow(
            () ->
                PipelineException.data(
                    "Cannot compare with training: the passport of %s does not name %s (expected: one written by 'lepton features'). Build it again and train."
                        .formatted(set.name(), silver)));
  }

  private void keep(Result result) {
    List<Row> rows = new ArrayList<>();
    for (FleetDrift.Channel channel : result.channels()) {
      rows.add(
          RowFactory.create(
              result.model().name(),
              result.model().number(),
              Timestamp.from(result.from()),
              Timestamp.from(result.until()),
              channel.channel(),
              channel.psi(),
              channel.distance(),
              channel.limit(),
              DriftLines.code(channel.verdict()),
              result.pieces().now(),
              result.pieces().then()));
    }
    context
        .lake()
        .open(spec(config.tableId()))
        .put(context.session().createDataFrame(rows, spec(config.tableId()).columns()), KEY);
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
