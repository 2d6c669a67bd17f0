package io.lepton.jobs.report;

import io.lepton.features.label.Task;
import io.lepton.jobs.report.ReportData.Epoch;
import io.lepton.jobs.report.ReportData.Evaluation;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Moment;
import io.lepton.jobs.report.ReportData.Point;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.jobs.report.ReportData.Training;
import io.lepton.lake.table.Micros;
import io.lepton.training.alarm.Incident;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** The plots of a report: what is true in grey, what the model says in the accent colour. */
final class Plots {
  private static final double HEADROOM = 1.12;
  private static final double EDGE = 0.006;

  private Plots() {}

  static String learningCurve(Training training) {
    return InlineSvg.of(
        learning(training.epochs(), training.bestEpoch(), training.measure()), "learning");
  }

  static XYChart learning(List<Epoch> epochs, int best, String measure) {
    Curve fitted = Curve.of("training", epochs, Epoch::number, Epoch::training);
    Curve validated = Curve.of("validation", epochs, Epoch::number, Epoch::validation);
    double top = roomFor(Math.max(fitted.top(), validated.top()));
    double first = epochs.get(0).number();
    double last = Math.max(first + 1, epochs.get(epochs.size() - 1).number());
    double margin = (last - first) * 0.03;
    XYChart chart = PlotStyle.chart(960, 340, "Epoch", measure);
    range(chart, first - margin, last + margin, 0, top);
    // there is no epoch between two epochs
    chart
        .getStyler()
        .setxAxisTickLabelsFormattingFunction(
            epoch -> epoch == Math.rint(epoch) ? Words.decimals(epoch, 0) : PlotStyle.blank(epoch));
    if (best >= first && best <= last) {
      PlotStyle.dashes(chart, Curve.between("kept", best, 0, best, top * 0.9), Ink.MARK);
      double text = Math.min(Math.max(best, first + margin), last - margin);
      PlotStyle.note(chart, "kept: epoch " + best, text, top * 0.95);
    }
    PlotStyle.curve(chart, fitted, Ink.TRUTH);
    PlotStyle.curve(chart, validated, Ink.ACCENT);
    return chart;
  }

  static String predictedAgainstTrue(Evaluation evaluation, String unit) {
    return InlineSvg.of(truth(evaluation, unit), "scatter");
  }

  static XYChart truth(Evaluation evaluation, String unit) {
    Curve dots = Curve.of("windows", evaluation.points(), Point::label, Point::prediction);
    double cap = evaluation.protocol().cap().orElse(0);
    double end = roomFor(Math.max(cap, Math.max(dots.right(), dots.top())));
    double start = Math.min(0, DoubleStream.of(dots.x()).min().orElse(0));
    XYChart chart = PlotStyle.chart(560, 520, "True (" + unit + ")", "Predicted (" + unit + ")");
    range(chart, start, end, Math.min(start, dots.bottom()), end);
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    if (dots.x().length > 0) {
      PlotStyle.dots(chart, dots, Ink.ACCENT);
    }
    PlotStyle.dashes(chart, Curve.between("perfect", start, start, end, end), Ink.INK);
    if (cap > 0) {
      PlotStyle.dashes(chart, Curve.between("cap", 0, cap, end, cap), Ink.MARK);
      PlotStyle.note(chart, "cap " + Words.number(cap), end * 0.07, cap + end * 0.025);
    }
    return chart;
  }

  static String lifeLine(LifeLine life, Asked asked, OptionalDouble alarm, String id) {
    return InlineSvg.of(lifeLine(life, asked, alarm), id);
  }

  static XYChart lifeLine(LifeLine life, Asked asked, OptionalDouble alarm) {
    List<Moment> moments = life.moments();
    Instant first = moments.get(0).time();
    Instant last = moments.get(moments.size() - 1).time();
    EventTimeAxis axis = EventTimeAxis.over(first, last);
    Curve truth = Curve.of("true", moments, m -> axis.at(m.time()), Moment::truth);
    Curve predicted = Curve.of("predicted", moments, m -> axis.at(m.time()), Moment::prediction);
    Curve lower = Curve.of("lower", moments, m -> axis.at(m.time()), Moment::lower);
    Curve upper = Curve.of("upper", moments, m -> axis.at(m.time()), Moment::upper);
    double highest = Math.max(truth.top(), Math.max(predicted.top(), upper.top()));
    double top = roomFor(Math.max(highest, alarm.orElse(0)));
    double bottom = Math.min(0, Math.min(predicted.bottom(), truth.bottom()));
    double from = axis.at(first);
    double width = Math.max(1e-3, axis.at(last) - from);
    XYChart chart = PlotStyle.chart(960, 280, "Event time (UTC)", asked.axis());
    range(chart, from, from + width * 1.06, bottom, top);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(axis::label);
    happened(chart, life, axis);
    PlotStyle.band(chart, lower, upper, Ink.ACCENT);
    alarm.ifPresent(
        above ->
            PlotStyle.dashes(
                chart, Curve.between("alarm", from, above, from + width, above), Ink.MARK));
    PlotStyle.curve(chart, truth, Ink.TRUTH);
    PlotStyle.curve(chart, predicted, Ink.ACCENT);
    return chart;
  }

  /** A line where a device failed, a field where something was wrong for a time. */
  private static void happened(XYChart chart, LifeLine life, EventTimeAxis axis) {
    double top = chart.getStyler().getYAxisMax();
    for (int i = 0; i < life.happened().size(); i++) {
      Incident event = life.happened().get(i);
      double from = axis.at(Micros.instant(event.from()));
      double until = axis.at(Micros.instant(event.until()));
      String name = "happened" + i;
      if (until > from) {
        PlotStyle.span(
            chart,
            name,
            Math.max(from, chart.getStyler().getXAxisMin()),
            Math.min(until, chart.getStyler().getXAxisMax()),
            Ink.MARK);
      } else {
        PlotStyle.dashes(chart, Curve.between(name, from, 0, from, top * 0.88), Ink.MARK);
        PlotStyle.note(chart, "failed", from, top * 0.95);
      }
    }
  }

  /** A small picture of what was said of a device, on the scale that all of them have. */
  static String live(LifeLine line, Asked asked, Predictions written, String id) {
    XYChart chart = live(line, scale(asked, written));
    written
        .alarm()
        .ifPresent(
            above -> {
              double[] x = {chart.getStyler().getXAxisMin(), chart.getStyler().getXAxisMax()};
              PlotStyle.dashes(chart, Curve.between("alarm", x[0], above, x[1], above), Ink.MARK);
            });
    return InlineSvg.of(chart, id);
  }

  private static XYChart live(LifeLine line, Curve scale) {
    List<Moment> moments = line.moments();
    Instant first = moments.get(0).time();
    Instant last = moments.get(moments.size() - 1).time();
    EventTimeAxis axis = EventTimeAxis.over(first, last);
    double from = axis.at(first);
    double width = Math.max(1e-3, axis.at(last) - from);
    XYChart chart = PlotStyle.chart(320, 150, "", "");
    range(chart, from, from + width * 1.04, scale.bottom(), scale.top());
    XYStyler style = chart.getStyler();
    style.setXAxisTitleVisible(false).setYAxisTitleVisible(false).setYAxisTickMarkSpacingHint(60);
    style.setXAxisTicksVisible(false); // a letter is a path: times are the page's to write
    PlotStyle.band(
        chart,
        Curve.of("lower", moments, m -> axis.at(m.time()), Moment::lower),
        Curve.of("upper", moments, m -> axis.at(m.time()), Moment::upper),
        Ink.ACCENT);
    PlotStyle.curve(
        chart, Curve.of("said", moments, m -> axis.at(m.time()), Moment::prediction), Ink.ACCENT);
    return chart;
  }

  /** From the lowest to the highest number; zero is one of them, unless it is a forecast. */
  private static Curve scale(Asked asked, Predictions written) {
    List<Moment> moments =
        written.lines().stream().flatMap(line -> line.moments().stream()).toList();
    Curve said = Curve.of("said", moments, m -> 0, Moment::prediction);
    Curve upper = Curve.of("upper", moments, m -> 0, Moment::upper);
    if (asked.task() == Task.FORECAST) {
      double room = (said.top() - said.bottom()) * (HEADROOM - 1);
      return Curve.between("scale", 0, said.bottom() - room, 0, said.top() + Math.max(1e-9, room));
    }
    double top = Math.max(said.top(), Math.max(upper.top(), written.alarm().orElse(0)));
    return Curve.between(
        "scale",
        0,
        Math.min(0, said.bottom()),
        0,
        asked.task() == Task.CLASSIFICATION ? 1 : roomFor(top));
  }

  static void range(XYChart chart, double fromX, double toX, double fromY, double toY) {
    XYStyler style = chart.getStyler();
    // a tick on the very edge gets no label, and zero should have one
    style.setXAxisMin(fromX - EDGE * (toX - fromX)).setXAxisMax(toX);
    style.setYAxisMin(fromY - EDGE * (toY - fromY)).setYAxisMax(toY);
  }

  static double roomFor(double highest) {
    return highest > 0 ? highest * HEADROOM : 1;
  }
}
