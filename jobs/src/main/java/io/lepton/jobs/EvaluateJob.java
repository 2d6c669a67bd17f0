package io.lepton.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoreSegments;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.RegressionScores;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Measures a model version on devices that neither trained it nor chose its epoch. */
final class EvaluateJob {
  static final String LABEL = "label";
  private final JobContext context;
  private final EvaluationConfig config;

  EvaluateJob(JobContext context) {
    this.context = context;
    this.config = context.config().evaluation();
  }

  /**
   * What was measured.
   *
   * @param model the model version
   * @param devices held-out devices
   * @param scores the model's scores, in the label's unit
   * @param naive scores of always saying the mean label of the training windows
   */
  record Result(String model, long devices, RegressionScores scores, RegressionScores naive) {}

  /** Scores the held-out windows, keeps them in the lake and measures. */
  Result run() {
    context.progress().start("evaluate");
    Broadcast<ScoringModel> model = ScoreJob.broadcast(context);
    JavaRDD<Row> rows =
        ScoreSegments.score(
                TrainingSetTable.segments(trainingSet(model.value()), Split.TEST),
                model,
                context.config().scoring().miniBatchSize())
            .map(new ToRow(model.value().name(), model.value().version()));
    context
        .lake()
        .open(spec())
        .append(
            context.session().createDataFrame(rows, spec().columns()),
            // A version never changes, and neither does its training set: once is enough.
            new WriteIdentity("evaluate-" + model.value().id(), 0),
            Optional.empty());
    Result result = measured(model.value());
    context.progress().end(described(result));
    return result;
  }

  /** Measures from what {@link #run} has kept. */
  Result measured(ScoringModel model) {
    Dataset<Row> counted = counted(context, model.name(), model.version());
    return measured(model, counted, meanLabel(trainingSet(model)));
  }

  /** The windows of a model version's evaluation that count. */
  static Dataset<Row> counted(JobContext context, String model, int version) {
    EvaluationConfig config = context.config().evaluation();
    Dataset<Row> rows =
        context
            .lake()
            .existing(config.tableId(), "lepton evaluate")
            .read()
            .where(col(PredictionTable.MODEL).equalTo(model))
            .where(col(PredictionTable.MODEL_VERSION).equalTo(version));
    if (config.windows() == EvaluationConfig.Which.ALL) {
      return rows;
    }
    return rows.withColumn(
            "last",
            max(TelemetryTables.EVENT_TIME).over(Window.partitionBy(TelemetryTables.DEVICE_ID)))
        .where(col(TelemetryTables.EVENT_TIME).equalTo(col("last")))
        .drop("last");
  }

  private Dataset<Row> trainingSet(ScoringModel model) {
    ModelManifest manifest = context.models().manifest(model.id());
    long version = Long.parseLong(manifest.trainingSet().replaceAll(".*@", ""));
    Dataset<Row> trainingSet =
        context
            .lake()
            .existing(context.config().features().tableId(), "lepton features")
            .readAt(version);
    String hash = TrainingSetTable.featureSpec(trainingSet).hash();
    if (!hash.equals(model.spec().hash())) {
      throw PipelineException.data(
          "Cannot evaluate model '%s': its features are %s, those of %s are %s (expected: the same). Set features.table to the training set it was made from."
              .formatted(model.id(), model.spec().hash(), manifest.trainingSet(), hash));
    }
    return trainingSet;
  }

  private static Result measured(ScoringModel model, Dataset<Row> counted, double mean) {
    List<Row> pairs =
        counted
            .orderBy(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)
            .select(TelemetryTables.DEVICE_ID, LABEL, PredictionTable.PREDICTION)
            .collectAsList();
    if (pairs.isEmpty()) {
      throw PipelineException.data(
          "Cannot evaluate model '%s': no held-out device has a label (expected: at least one). Change features.split and build the training set again."
              .formatted(model.id()));
    }
    RegressionScores scores = new RegressionScores();
    RegressionScores naive = new RegressionScores();
    for (Row pair : pairs) {
      scores.add(pair.getDouble(1), pair.getDouble(2));
      naive.add(pair.getDouble(1), mean);
    }
    long devices = pairs.stream().map(row -> row.getString(0)).distinct().count();
    return new Result(model.id().toString(), devices, scores, naive);
  }

  private static double meanLabel(Dataset<Row> trainingSet) {
    double[] sumAndCount =
        TrainingSetTable.segments(trainingSet, Split.TRAIN)
            .map(EvaluateJob::labelSum)
            .reduce((a, b) -> new double[] {a[0] + b[0], a[1] + b[1]});
    return sumAndCount[0] / sumAndCount[1];
  }

  private static double[] labelSum(Segment segment) {
    double sum = 0;
    for (float label : segment.labels()) {
      sum += label;
    }
    return new double[] {sum, segment.windows()};
  }

  private TableSpec spec() {
    return TableSpec.of(
        config.tableId(),
        column(TelemetryTables.DEVICE_ID, DataTypes.StringType),
        column(TelemetryTables.EVENT_TIME, DataTypes.TimestampType),
        column(PredictionTable.MODEL, DataTypes.StringType),
        column(PredictionTable.MODEL_VERSION, DataTypes.IntegerType),
        column(LABEL, DataTypes.DoubleType),
        column(PredictionTable.PREDICTION, DataTypes.DoubleType));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  private String described(Result result) {
    return String.format(
        Locale.ROOT,
        "%s: RMSE %.2f %s on %d held-out devices (naive mean: %.2f), PHM score %.0f",
        result.model(),
        result.scores().rmse(),
        context.config().features().label().unitName(),
        result.devices(),
        result.naive().rmse(),
        result.scores().phmScore());
  }

  private record ToRow(String model, int version) implements Function<ScoreSegments.Scored, Row> {
    @Override
    public Row call(ScoreSegments.Scored scored) {
      Instant time = Instant.EPOCH.plus(scored.endTime(), ChronoUnit.MICROS);
      return RowFactory.create(
          scored.deviceId(),
          Timestamp.from(time),
          model,
          version,
          scored.label(),
          scored.prediction());
    }
  }
}
