package io.lepton.jobs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all plots of a report look: horizontal grid lines, no frame, no legend (the page has it). */
public final class PlotStyle {
  private static final Color NONE = new Color(0, 0, 0, 0);
  private static final BasicStroke SOLID =
      new BasicStroke(2.25f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke HAIR =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0);

  private PlotStyle() {}

  /** A chart without curves; the size is in pixels. */
  public static XYChart chart(int width, int height, String xTitle, String yTitle) {
    XYChart chart = new XYChart(width, height);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    XYStyler style = chart.getStyler();
    style.setLegendVisible(false).setChartTitleVisible(false);
    style.setChartBackgroundColor(NONE).setPlotBackgroundColor(NONE).setPlotBorderVisible(false);
    style.setChartPadding(6).setPlotContentSize(1.0).setDecimalPattern("#,##0.##");
    style.setPlotGridVerticalLinesVisible(false).setPlotGridLinesColor(Ink.GRID.color());
    style.setPlotGridLinesStroke(HAIR).setAxisTicksMarksVisible(false);
    style.setAxisTicksLineVisible(false).setPlotMargin(0).setAxisTickPadding(8);
    style.setLocale(Locale.ROOT).setXAxisTickMarkSpacingHint(96);
    style.setYAxisTickMarkSpacingHint(52).setAxisTickLabelsColor(Ink.TEXT.color());
    style.setAxisTickLabelsFont(font(13)).setAxisTitleFont(font(13)).setAxisTitlePadding(10);
    style.setChartFontColor(Ink.TEXT.color());
    style.setAnnotationTextFont(font(13)).setAnnotationTextFontColor(Ink.MARK.color());
    return chart;
  }

  /** Draws a curve as a line. */
  public static void curve(XYChart chart, Curve curve, Ink ink) {
    line(chart, curve, ink, SOLID);
    if (curve.x().length == 1) { // a line needs two points
      chart.getSeriesMap().get(curve.name()).setMarker(SeriesMarkers.CIRCLE);
    }
  }

  /** Draws a curve as a dashed line, which no legend names. */
  public static void dashes(XYChart chart, Curve curve, Ink ink) {
    line(chart, curve, ink, DASHED);
    if (curve.x().length > 0) {
      chart.getSeriesMap().get(curve.name()).setShowInLegend(false);
    }
  }

  /** Fills all of the height between two places. */
  static void span(XYChart chart, String name, double from, double to, Ink ink) {
    double bottom = chart.getStyler().getYAxisMin();
    double top = chart.getStyler().getYAxisMax();
    area(
        chart,
        name,
        new double[] {from, to, to, from},
        new double[] {bottom, bottom, top, top},
        ink);
  }

  /** Fills what is between two curves over the same places, where there are any. */
  public static void band(XYChart chart, Curve lower, Curve upper, Ink ink) {
    int count = lower.x().length;
    if (count < 2) {
      return;
    }
    double[] x = Arrays.copyOf(lower.x(), 2 * count);
    double[] y = Arrays.copyOf(lower.y(), 2 * count);
    for (int i = 0; i < count; i++) { // there, and back above
      x[count + i] = upper.x()[count - 1 - i];
      y[count + i] = upper.y()[count - 1 - i];
    }
    area(chart, "interval", x, y, ink);
  }

  private static void area(XYChart chart, String name, double[] x, double[] y, Ink ink) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(ink.wash());
    series.setLineStyle(SeriesLines.NONE).setShowInLegend(false);
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Draws a curve as dots. */
  public static void dots(XYChart chart, Curve curve, Ink ink) {
    XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(ink.faint());
    chart.getStyler().setMarkerSize(6);
  }

  /** Writes into a chart. */
  public static void note(XYChart chart, String text, double x, double y) {
    chart.addAnnotation(new AnnotationText(text, x, y, false));
  }

  /** A label that shows nothing; two differ, because the chart drops an axis with equal ends. */
  static String blank(double at) {
    String bits = Long.toBinaryString((long) Math.floor(Math.abs(at)));
    return bits.replace('0', ' ').replace('1', '\u00a0');
  }

  private static void line(XYChart chart, Curve curve, Ink ink, BasicStroke stroke) {
    if (curve.x().length == 0) { // refused by the chart
      return;
    }
    XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setLineColor(ink.color()).setLineStyle(stroke);
    series.setMarker(SeriesMarkers.NONE).setMarkerColor(ink.color());
  }

  private static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }
}
