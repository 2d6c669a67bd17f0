package io.lepton.notebooks.explore;

import static org.apache.spark.sql.functions.col;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.report.Curve;
import io.lepton.jobs.report.EventTimeAxis;
import io.lepton.jobs.report.Ink;
import io.lepton.jobs.report.ModelPlots;
import io.lepton.jobs.report.PlotStyle;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.knowm.xchart.XYChart;

/** Pictures of a lake; those of models are the report's. */
public final class PlotBook {
  private static final String TIME = "Event time (UTC)";
  private static final float THIN = 1.25f;
  private static final double MARGIN = 0.06;

  private final JobContext context;

  PlotBook(JobContext context) {
    this.context = context;
  }

  /** How a model was trained. */
  public Plot loss(Model model) {
    return Plot.of(
        "Training of " + model.scoring().id(), ModelPlots.loss(model.curve(), model.unit()));
  }

  /** How a trial was trained. */
  public Plot loss(Trial trial) {
    return Plot.of("Training of " + trial.network(), ModelPlots.loss(trial.curve(), trial.unit()));
  }

  /** What a model said of held-out windows, against the truth. */
  public Plot truth(Model model) {
    return Plot.of(
        "Predictions of " + model.scoring().id() + " against the truth",
        new ModelPlots(context).truth(model.scoring()));
  }

  /** What a model said of a held-out device over its life, and the truth. */
  public Plot lifeLine(Model model, String device) {
    return Plot.of("Life of " + device, new ModelPlots(context).lifeLine(model.scoring(), device));
  }

  /** A channel of a device as silver has it; late readings are marked. */
  public Plot channel(String device, String channel) {
    Dataset<Row> silver =
        context
            .lake()
            .existing(context.config().ingest().telemetry().silver().id(), "lepton ingest")
            .read();
    if (!Arrays.asList(silver.columns()).contains(channel)) {
      throw PipelineException.data(
          "Cannot draw '%s': telemetry has no such channel (expected: one of %s)."
              .formatted(channel, Arrays.toString(silver.columns())));
    }
    List<Row> rows =
        readings(
            silver,
            device,
            col(TelemetryTables.EVENT_TIME),
            col(channel).cast("double"),
            col(TelemetryTables.IS_LATE));
    EventTimeAxis axis = axis(rows);
    Curve all = curve(channel, rows, axis, 1);
    Curve late = curve("late", rows.stream().filter(row -> row.getBoolean(2)).toList(), axis, 1);
    XYChart chart = PlotStyle.chart(960, 320, TIME, channel);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(axis::label);
    PlotStyle.curve(chart, all, Ink.TRUTH);
    room(chart, List.of(all));
    chart.getSeriesMap().values().forEach(series -> series.setLineWidth(THIN));
    if (late.x().length > 0) {
      PlotStyle.dots(chart, late, Ink.MARK);
      chart.getSeriesMap().get(late.name()).setMarkerColor(Ink.MARK.color());
    }
    return Plot.of(channel + " of " + device, chart);
  }

  /** What a model said of a held-out device, with the interval around it, and the truth. */
  public Plot interval(Model model, String device) {
    List<Row> rows =
        readings(
            model.heldOut(),
            device,
            col(TelemetryTables.EVENT_TIME),
            col("label"),
            col(PredictionTable.PREDICTION),
            col(PredictionTable.LOWER),
            col(PredictionTable.UPPER));
    EventTimeAxis axis = axis(rows);
    XYChart chart = PlotStyle.chart(960, 320, TIME, model.unit());
    chart.getStyler().setxAxisTickLabelsFormattingFunction(axis::label);
    Curve truth = curve("true", rows, axis, 1);
    Curve predicted = curve("predicted", rows, axis, 2);
    Curve lower = curve("lower", rows, axis, 3);
    Curve upper = curve("upper", rows, axis, 4);
    room(chart, List.of(truth, predicted, upper, lower));
    PlotStyle.curve(chart, truth, Ink.TRUTH);
    PlotStyle.curve(chart, predicted, Ink.ACCENT);
    PlotStyle.dashes(chart, lower, Ink.ACCENT);
    PlotStyle.dashes(chart, upper, Ink.ACCENT);
    return Plot.of("Predictions for " + device + " with intervals", chart);
  }

  /** How far what came lately, and what the model says of it, is from training. */
  public Plot drift() {
    return DriftBars.of(new DriftJob(context).look());
  }

  /** Nothing touches the edge. */
  private static void room(XYChart chart, List<Curve> curves) {
    List<Curve> drawn = curves.stream().filter(curve -> curve.x().length > 0).toList();
    double top = drawn.stream().mapToDouble(Curve::top).max().orElse(1);
    double bottom = drawn.stream().mapToDouble(Curve::bottom).min().orElse(0);
    double margin = MARGIN * Math.max(1e-9, top - bottom);
    chart.getStyler().setYAxisMin(bottom - margin).setYAxisMax(top + margin);
  }

  private static List<Row> readings(Dataset<Row> table, String device, Column... columns) {
    List<Row> rows =
        table
            .where(col(TelemetryTables.DEVICE_ID).equalTo(device))
            .orderBy(TelemetryTables.EVENT_TIME)
            .select(columns)
            .collectAsList();
    if (rows.isEmpty()) {
      throw PipelineException.data(
          "Cannot draw '%s': there is nothing of this device (expected: one such as '%s')."
              .formatted(
                  device,
                  table.isEmpty()
                      ? "-"
                      : table.select(TelemetryTables.DEVICE_ID).first().getString(0)));
    }
    return rows;
  }

  private static Curve curve(String name, List<Row> rows, EventTimeAxis axis, int column) {
    return Curve.of(
        name,
        rows,
        row -> axis.at(time(row)),
        row -> row.isNullAt(column) ? Double.NaN : row.getDouble(column));
  }

  private static EventTimeAxis axis(List<Row> rows) {
    return EventTimeAxis.over(time(rows.get(0)), time(rows.get(rows.size() - 1)));
  }

  private static Instant time(Row row) {
    return row.getTimestamp(0).toInstant();
  }
}
