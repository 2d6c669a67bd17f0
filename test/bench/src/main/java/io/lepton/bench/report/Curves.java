package io.lepton.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** What things cost as one quantity grows: a picture for each, both axes logarithmic. */
public final class Curves {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 320;

  private final List<XYChart> charts = new ArrayList<>();

  /** One more. */
  public void add(String quantity, double exponent, List<Long> sizes, List<Spread> seconds) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("%s, power %.2f".formatted(quantity, exponent))
            .xAxisTitle(quantity)
            .yAxisTitle("seconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.addSeries(
        quantity,
        sizes.stream().mapToDouble(Long::doubleValue).toArray(),
        seconds.stream().mapToDouble(Spread::median).toArray());
    charts.add(chart);
  }

  /** Writes a PNG. */
  public void write(Path file) throws IOException {
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, file.toString(), BitmapFormat.PNG);
  }
}
