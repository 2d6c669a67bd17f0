package io.lepton.jobs.feedback;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.lepton.jobs.config.FeedbackConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.monitoring.AlertsJob;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertRule;
import io.lepton.scoring.alert.PredictionRule;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Alerts that were raised, and what came after them in the events table, to a grade of each rule.
 */
public final class GradeJob {
  private static final String DETAIL = "detail";

  private final JobContext context;
  private final FeedbackConfig config;

  public GradeJob(JobContext context) {
    this.context = context;
    this.config = context.config().feedback();
  }

  /** The rules of the file and those of the table, by name. */
  public List<RuleGrade> run() {
    context.progress().start("grade");
    Map<String, List<Alert>> alerts =
        new AlertsJob(context).all().stream().collect(Collectors.groupingBy(Alert::rule));
    Set<String> foretelling = new HashSet<>();
    Set<String> rules = new TreeSet<>(alerts.keySet());
    for (AlertRule rule : context.config().alerts().rules()) {
      rules.add(rule.about().rule());
      if (rule instanceof PredictionRule) {
        foretelling.add(rule.about().rule());
      }
    }
    Map<String, List<Answer>> answers = answers(rules);
    AlertGrades predicted = new AlertGrades(config.horizon(), answers, watched(predictions()));
    AlertGrades seen =
        new AlertGrades(config.horizon(), answers, watched(FeaturesJob.silver(context).read()));
    List<RuleGrade> grades = new ArrayList<>();
    for (String rule : rules) {
      List<Alert> raised = alerts.getOrDefault(rule, List.of());
      grades.add(
          foretelling.contains(rule)
              ? predicted.of(rule, raised, AlertGrades.Foretells.FAILURES)
              : seen.of(rule, raised, AlertGrades.Foretells.NOTHING));
    }
    context.progress().end("%d rules".formatted(grades.size()));
    return grades;
  }

  private Map<String, List<Answer>> answers(Set<String> rules) {
    Map<String, Answer.Kind> kinds = new TreeMap<>();
    kinds.put(config.confirmed(), Answer.Kind.CONFIRMED);
    kinds.put(config.falseAlarm(), Answer.Kind.FALSE_ALARM);
    kinds.put(config.prevented(), Answer.Kind.PREVENTED);
    context.config().features().label().event().ifPresent(e -> kinds.put(e, Answer.Kind.FAILED));
    Dataset<Row> events = FeaturesJob.events(context).read();
    Column detail =
        Arrays.asList(events.columns()).contains(DETAIL) ? coalesce(col(DETAIL), lit("")) : lit("");
    Map<String, List<Answer>> found = new HashMap<>();
    for (Row row :
        events
            .where(col("kind").isin(kinds.keySet().toArray()))
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull())
            .select(
                col(TelemetryTables.DEVICE_ID),
                col("kind"),
                col(TelemetryTables.EVENT_TIME),
                detail)
            .distinct()
            .collectAsList()) {
      String about = row.getString(3).strip();
      found
          .computeIfAbsent(row.getString(0), device -> new ArrayList<>())
          .add(
              new Answer(
                  kinds.get(row.getString(1)),
                  row.<Timestamp>getAs(2).toInstant(),
                  rules.contains(about) ? about : ""));
    }
    found.replaceAll((device, list) -> AlertGrades.sorted(list));
    return found;
  }

  private Dataset<Row> predictions() {
    TableId predictions = context.config().scoring().tableId();
    if (!context.lake().has(predictions)) {
      return FeaturesJob.silver(context).read().limit(0);
    }
    return context
        .lake()
        .existing(predictions, "lepton score")
        .read()
        .where(col(PredictionTable.MODEL).equalTo(context.config().scoring().model()));
  }

  private static Map<String, AlertGrades.Watch> watched(Dataset<Row> rows) {
    Map<String, AlertGrades.Watch> watched = new HashMap<>();
    rows.where(col(TelemetryTables.DEVICE_ID).isNotNull())
        .where(col(TelemetryTables.EVENT_TIME).isNotNull())
        .groupBy(TelemetryTables.DEVICE_ID)
        .agg(min(TelemetryTables.EVENT_TIME), max(TelemetryTables.EVENT_TIME))
        .collectAsList()
        .forEach(
            row ->
                watched.put(
                    row.getString(0),
                    new AlertGrades.Watch(
                        row.<Timestamp>getAs(1).toInstant(), row.<Timestamp>getAs(2).toInstant())));
    return watched;
  }
}
