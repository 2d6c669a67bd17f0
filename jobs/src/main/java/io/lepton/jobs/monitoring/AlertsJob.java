package io.lepton.jobs.monitoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertTable;
import io.lepton.scoring.alert.AlertsConfig;
import io.lepton.scoring.alert.PredictionAlerts;
import io.lepton.scoring.alert.StateRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rules to alerts: looks at what is new since the alerts there are, writes what was raised and what
 * is over in one commit, and tells the sinks. Run twice, the second run changes nothing.
 */
public final class AlertsJob {
  private final JobContext context;
  private final AlertsConfig config;
  private final LakeTable table;
  private final AlertDelivery delivery;

  public AlertsJob(JobContext context) {
    this(context, AlertDelivery.sinks(context));
  }

  AlertsJob(JobContext context, List<AlertSink> sinks) {
    this.context = context;
    this.config = context.config().alerts();
    this.table = context.lake().open(AlertTable.spec(config.table()));
    this.delivery = new AlertDelivery(context, sinks);
  }

  /**
   * What came of it.
   *
   * @param raised alerts that are new
   * @param cleared those that are over now, new ones among them
   * @param open all that are not over
   * @param problems of telling the sinks
   */
  public record Result(int raised, int cleared, long open, List<PipelineException> problems) {
    /** Throws the first problem, if there is one. */
    public void requireSent() {
      problems.stream()
          .findFirst()
          .ifPresent(
              problem -> {
                throw problem;
              });
    }

    @Override
    public String toString() {
      return "%d raised, %d over, %d open".formatted(raised, cleared, open);
    }
  }

  /** Looks once. */
  public Result run() {
    context.progress().start("alerts");
    List<Row> held = latest();
    LivesEnded lives = LivesEnded.in(context);
    List<Alert> changed = new ArrayList<>(predicted(held, lives));
    changed.addAll(seen(held, lives));
    changed.sort(Comparator.comparing(Alert::raisedAt).thenComparing(Alert::key));
    if (!changed.isEmpty()) {
      table.put(
          context
              .session()
              .createDataFrame(
                  changed.stream().map(AlertTable::row).toList(),
                  AlertTable.spec(config.table()).columns()),
          AlertTable.KEY);
    }
    List<PipelineException> problems = delivery.send(all());
    problems.forEach(problem -> context.progress().note(problem.getMessage()));
    Result result = result(changed, held, problems);
    context.progress().end(result.toString());
    return result;
  }

  private Result result(List<Alert> changed, List<Row> held, List<PipelineException> problems) {
    List<String> known = held.stream().map(row -> AlertTable.alert(row).key()).toList();
    int raised = (int) changed.stream().filter(alert -> !known.contains(alert.key())).count();
    int cleared = (int) changed.stream().filter(alert -> !alert.isOpen()).count();
    return new Result(raised, cleared, open().size(), problems);
  }

  /** The alerts that are not over, the newest first. */
  public List<Alert> open() {
    return all().stream().filter(Alert::isOpen).toList();
  }

  /** All alerts, the newest first. */
  public List<Alert> all() {
    return table
        .read()
        .orderBy(col(AlertTable.RAISED_AT).desc(), col(AlertTable.RULE), col(AlertTable.DEVICE))
        .collectAsList()
        .stream()
        .map(AlertTable::alert)
        .toList();
  }

  /** Of each rule and device the alert raised last: one that is open is always that. */
  private List<Row> latest() {
    return table
        .read()
        .groupBy(AlertTable.RULE, AlertTable.DEVICE)
        .agg(expr("max_by(struct(*), %s)".formatted(AlertTable.RAISED_AT)).as("alert"))
        .select("alert.*")
        .collectAsList();
  }

  private List<Alert> predicted(List<Row> held, LivesEnded lives) {
    TableId predictions = context.config().scoring().tableId();
    if (config.predictionRules().isEmpty() || !context.lake().has(predictions)) {
      return List.of();
    }
    Dataset<Row> said =
        context
            .lake()
            .existing(predictions, "lepton score")
            .read()
            .where(col(PredictionTable.MODEL).equalTo(context.config().scoring().model()));
    Row newest = said.agg(max(unix_micros(col(TelemetryTables.EVENT_TIME)))).first();
    if (newest.isNullAt(0)) {
      return List.of();
    }
    long from = newest.getLong(0) - config.lookBack().toNanos() / 1000;
    return new PredictionAlerts(config.predictionRules(), held, lives.byDevice()).in(said, from);
  }

  private List<Alert> seen(List<Row> held, LivesEnded lives) {
    List<Alert> changed = new ArrayList<>();
    Map<String, Alert> open = new HashMap<>();
    held.stream()
        .map(AlertTable::alert)
        .filter(Alert::isOpen)
        .forEach(alert -> open.put(alert.rule() + "|" + alert.device(), alert));
    if (!config.stateRules().isEmpty()) {
      FleetState state = new FleetState(context, lives);
      for (StateRule rule : config.stateRules()) {
        for (StateRule.Observation observed : state.observations(rule)) {
          String key = rule.about().rule() + "|" + observed.device();
          rule.step(Optional.ofNullable(open.get(key)), observed, Alert.Model.NONE)
              .ifPresent(changed::add);
        }
      }
    }
    return changed;
  }
}
