package io.lepton.jobs.report;

import io.lepton.jobs.evaluation.ClassCurves;
import io.lepton.training.evaluation.ProbabilityScores.Bin;
import io.lepton.training.evaluation.Ranking.Operating;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The plots of predicted classes: at which price one finds them, and whether odds are odds. */
final class ClassPlots {
  private static final int POINTS = 500;
  private static final double EDGE = 1.04;

  private ClassPlots() {}

  static String precisionRecall(ClassCurves of, String id) {
    XYChart chart = square("Recall", "Precision");
    PlotStyle.dashes(chart, Curve.between("guess", 0, of.share(), 1, of.share()), Ink.INK);
    PlotStyle.curve(
        chart,
        Curve.of("model", thinned(of.precisionRecall()), Operating::recall, Operating::precision),
        Ink.ACCENT);
    return InlineSvg.of(chart, id);
  }

  static String reliability(ClassCurves of, String id) {
    XYChart chart = square("Probability said", "Share that came true");
    PlotStyle.dashes(chart, Curve.between("perfect", 0, 0, 1, 1), Ink.INK);
    PlotStyle.curve(chart, Curve.of("line", of.reliability(), Bin::said, Bin::came), Ink.ACCENT);
    PlotStyle.dots(chart, Curve.of("bins", of.reliability(), Bin::said, Bin::came), Ink.ACCENT);
    return InlineSvg.of(chart, id);
  }

  private static XYChart square(String xTitle, String yTitle) {
    XYChart chart = PlotStyle.chart(560, 460, xTitle, yTitle);
    Plots.range(chart, 0, EDGE, 0, EDGE);
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    return chart;
  }

  private static List<Operating> thinned(List<Operating> curve) {
    int step = 1 + curve.size() / POINTS;
    return IntStream.range(0, curve.size())
        .filter(i -> i % step == 0 || i == curve.size() - 1)
        .mapToObj(curve::get)
        .toList();
  }
}
