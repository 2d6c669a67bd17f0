package io.lepton.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The ratios of several benchmarks, each with half of its spread. */
public final class RatioPlot {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 420;

  private RatioPlot() {}

  /** Writes a PNG. */
  public static void write(List<Measured> all, Path file) throws IOException {
    List<CategoryChart> charts =
        all.stream()
            .filter(one -> one.figures().stream().anyMatch(Figure::isRatio))
            .map(RatioPlot::chart)
            .toList();
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, file.toString(), BitmapFormat.PNG);
  }

  private static CategoryChart chart(Measured one) {
    List<Figure> ratios = one.figures().stream().filter(Figure::isRatio).toList();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(one.command())
            .yAxisTitle("times")
            .build();
    chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisLabelRotation(20);
    chart.getStyler().setLabelsVisible(true);
    chart.addSeries(
        "times",
        ratios.stream().map(Figure::name).toList(),
        ratios.stream().map(figure -> figure.values().median()).toList(),
        ratios.stream()
            .map(figure -> (figure.values().max() - figure.values().min()) / 2)
            .toList());
    return chart;
  }
}
