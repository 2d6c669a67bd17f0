package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures what model versions said in operation, once the truth has come in: each on the readings
 * after those it was trained on, by month, beside what its evaluation promised.
 */
public final class PerformanceJob {
  /** A sum: more windows, more of it. */
  private static final String NOT_COMPARED = Metric.PHM;

  private final JobContext context;

  public PerformanceJob(JobContext context) {
    this.context = context;
  }

  /**
   * What was found.
   *
   * @param versions those that made predictions, the oldest first
   * @param passedOver why others were not measured
   */
  public record Result(List<Performance> versions, List<String> passedOver) {
    /** Figures that are worse than promised. */
    public long worse() {
      return versions.stream()
          .flatMap(version -> version.periods().stream())
          .flatMap(period -> period.figures().stream())
          .filter(figure -> figure.verdict() == Performance.Verdict.WORSE)
          .count();
    }
  }

  /** Measures once and keeps it; what was known before is measured anew. */
  public Result run() {
    context.progress().start("performance");
    TableId predictions = context.config().scoring().tableId();
    String model = context.config().scoring().model();
    List<Performance> measured = new ArrayList<>();
    List<PipelineException> passedOver = new ArrayList<>();
    for (ModelVersion version : versions(predictions, model)) {
      try {
        measured.add(measured(predictions, version));
      } catch (PipelineException e) {
        if (e.kind() != PipelineException.Kind.DATA) {
          throw e;
        }
        passedOver.add(e); // such as one whose training set a device was erased from
      }
    }
    if (measured.isEmpty()) {
      throw passedOver.get(passedOver.size() - 1);
    }
    new PerformanceTable(context).keep(measured);
    Result result =
        new Result(measured, passedOver.stream().map(PipelineException::getMessage).toList());
    context
        .progress()
        .end("%d figures of %s are worse than promised".formatted(result.worse(), model));
    return result;
  }

  private List<ModelVersion> versions(TableId predictions, String model) {
    List<ModelVersion> versions = new ArrayList<>();
    context
        .lake()
        .existing(predictions, "lepton score")
        .read()
        .where(col(PredictionTable.MODEL).equalTo(model))
        .select(PredictionTable.MODEL_VERSION)
        .distinct()
        .orderBy(PredictionTable.MODEL_VERSION)
        .collectAsList()
        .forEach(row -> versions.add(new ModelVersion(model, row.getInt(0))));
    if (versions.isEmpty()) {
      throw PipelineException.data(
          "Cannot measure model '%s': %s has no prediction of it (expected: some). Run 'lepton score' first."
              .formatted(model, predictions));
    }
    return versions;
  }

  private Performance measured(TableId predictions, ModelVersion version) {
    PinnedTrainingSet set = PinnedTrainingSet.of(context, context.models().manifest(version));
    Label label = set.spec().label();
    if (label.task() == Task.RECONSTRUCTION) {
      throw PipelineException.data(
          "Cannot measure %s: no truth ever comes in for features.label.kind = none (expected: another label). 'lepton alerts CONF grade' measures its alerts by events."
              .formatted(version));
    }
    long until = set.trainedUntil();
    Dataset<Row> later =
        new Outcomes(context, set.spec())
            .of(predictions, version)
            .where(col(TelemetryTables.EVENT_TIME).gt(lit(Timestamp.from(Micros.instant(until)))));
    List<DeviceMonth> all = DeviceMonth.of(later, label);
    Map<String, Metric> promised = promised(version, label);
    List<Performance.Period> periods = new ArrayList<>();
    periods.add(period(Performance.Period.ALL, all, label, promised));
    Map<YearMonth, List<DeviceMonth>> months = new TreeMap<>();
    all.forEach(part -> months.computeIfAbsent(part.month(), m -> new ArrayList<>()).add(part));
    months.forEach((month, parts) -> periods.add(period(month.toString(), parts, label, promised)));
    return new Performance(version, Micros.instant(until), label.unitName(), periods);
  }

  /** By all windows of held-out devices: in operation, too, every reading counts. */
  private Map<String, Metric> promised(ModelVersion version, Label label) {
    EvaluationTable evaluations = new EvaluationTable(context);
    Map<String, Metric> promised = new HashMap<>();
    if (evaluations.holds(version.name(), version.number())) {
      HeldOut windows = HeldOut.of(evaluations.windows(version.name(), version.number()));
      Measures.of(label, windows).forEach(metric -> promised.put(metric.name(), metric));
    }
    return promised;
  }

  private static Performance.Period period(
      String name, List<DeviceMonth> parts, Label label, Map<String, Metric> promised) {
    Map<String, Tally> devices = new TreeMap<>();
    long readings = 0;
    long censored = 0;
    for (DeviceMonth part : parts) {
      readings += part.known().count();
      censored += part.censored();
      if (part.known().count() > 0) {
        devices.computeIfAbsent(part.device(), device -> new Tally(label)).add(part.known(), 1);
      }
    }
    List<Performance.Figure> figures = new ArrayList<>();
    if (!devices.isEmpty()) {
      for (Metric metric : Measures.of(label, List.copyOf(devices.values()))) {
        if (!metric.name().equals(NOT_COMPARED) && !Double.isNaN(metric.value())) {
          Optional<Metric> promise = Optional.ofNullable(promised.get(metric.name()));
          figures.add(Performance.Figure.of(metric, promise));
        }
      }
    }
    long waiting =
        parts.stream()
            .filter(part -> part.censored() > 0)
            .map(DeviceMonth::device)
            .distinct()
            .count();
    return new Performance.Period(
        name,
        new Performance.Count(readings, devices.size()),
        new Performance.Count(censored, waiting),
        figures);
  }
}
