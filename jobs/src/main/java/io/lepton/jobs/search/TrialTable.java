package io.lepton.jobs.search;

import static org.apache.spark.sql.functions.col;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.training.search.Outcome;
import io.lepton.training.search.TrialLog;
import io.lepton.training.search.TrialRun;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The trials of a lake: a row for each training, by the hash of its configuration and the version
 * of its training set. Both together are there once.
 */
final class TrialTable implements TrialLog {
  static final String TRAINING_SET = "training_set";
  static final String TRIAL = "trial";
  static final String EPOCHS = "epochs";
  static final String VALUES = "settings";
  static final String STATUS = "status";
  static final String SCORE_NAME = "score_name";
  static final String SCORE = "score";
  static final String SECONDS = "seconds";
  private static final String CONFIG_HASH = "config_hash";
  private static final String BEST_EPOCH = "best_epoch";
  private static final String MESSAGE = "message";

  private final Lake lake;
  private final LakeTable table;
  private final Clock clock;
  private final PinnedTrainingSet set;
  private final Map<String, Outcome> known = new HashMap<>();
  private final Consumer<TrialRun> listener;

  private TrialTable(
      JobContext context, LakeTable table, PinnedTrainingSet set, Consumer<TrialRun> listener) {
    this.lake = context.lake();
    this.clock = context.clock();
    this.table = table;
    this.set = set;
    this.listener = listener;
  }

  static TableSpec spec(TableId id) {
    return TableSpec.of(
        id,
        column(TRAINING_SET, DataTypes.StringType),
        column(TRIAL, DataTypes.IntegerType),
        column("rung", DataTypes.IntegerType),
        column(EPOCHS, DataTypes.IntegerType),
        column(VALUES, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false)),
        column(CONFIG_HASH, DataTypes.StringType),
        column(STATUS, DataTypes.StringType),
        column(SCORE_NAME, DataTypes.StringType),
        column(SCORE, DataTypes.DoubleType),
        column(BEST_EPOCH, DataTypes.IntegerType),
        column(SECONDS, DataTypes.DoubleType),
        column(MESSAGE, DataTypes.StringType),
        column("ended", DataTypes.TimestampType));
  }

  /**
   * Opens the table and reads what is known of a version of the training set.
   *
   * @param listener hears of each row that is added
   */
  static TrialTable open(JobContext context, PinnedTrainingSet set, Consumer<TrialRun> listener) {
    LakeTable table = context.lake().open(spec(context.config().search().tableId()));
    TrialTable opened = new TrialTable(context, table, set, listener);
    for (Row row : table.read().where(col(TRAINING_SET).equalTo(set.name())).collectAsList()) {
      opened.known.put(row.getAs(CONFIG_HASH), outcome(row));
    }
    return opened;
  }

  @Override
  public Optional<Outcome> outcome(String hash) {
    return Optional.ofNullable(known.get(hash));
  }

  @Override
  public void add(TrialRun run) {
    String hash = run.trial().hash();
    table.append(
        lake.session().createDataFrame(List.of(row(run)), spec(table.id()).columns()),
        // the same training once, also if two searches meet
        new WriteIdentity("trial-" + hash + "-" + set.name(), 0),
        Optional.empty());
    known.put(hash, run.outcome());
    listener.accept(run);
  }

  private Row row(TrialRun run) {
    Outcome outcome = run.outcome();
    return RowFactory.create(
        set.name(),
        run.trial().number(),
        run.rung(),
        run.trial().config().fitting().epochs(),
        run.trial().values(),
        run.trial().hash(),
        outcome.status().name().toLowerCase(Locale.ROOT),
        set.score().words(),
        outcome.isFinished() ? outcome.score() : null,
        outcome.isFinished() ? outcome.bestEpoch() : null,
        outcome.seconds(),
        outcome.message(),
        Timestamp.from(clock.instant()));
  }

  private static Outcome outcome(Row row) {
    Outcome.Status status =
        Outcome.Status.valueOf(row.<String>getAs(STATUS).toUpperCase(Locale.ROOT));
    boolean isFinished = status == Outcome.Status.FINISHED;
    return new Outcome(
        status,
        isFinished ? row.<Double>getAs(SCORE) : Double.NaN,
        isFinished ? row.<Integer>getAs(BEST_EPOCH) : 0,
        row.<Double>getAs(SECONDS),
        row.getAs(MESSAGE));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
