package io.lepton.bench.pipeline;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Delays, memory, files and state of a soak over its minutes. */
final class SoakPlot {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 260;

  private final List<Sample> samples;
  private final double[] minutes;

  SoakPlot(List<Sample> samples) {
    this.samples = samples;
    minutes = samples.stream().mapToDouble(sample -> sample.seconds() / 60).toArray();
  }

  /** Writes a PNG. */
  void write(Path file) throws IOException {
    XYChart delay = chart("seconds behind");
    curve(delay, "silver", Sample::silverBehind);
    curve(delay, "predictions", Sample::predictionsBehind);
    XYChart memory = chart("MB in RAM");
    curve(memory, "ingest", Sample::ingestMegabytes);
    curve(memory, "scoring", Sample::scoringMegabytes);
    curve(memory, "broker", Sample::brokerMegabytes);
    XYChart files = chart("files");
    curve(files, "silver", Sample::silverFiles);
    curve(files, "predictions", Sample::predictionFiles);
    XYChart state = chart("MB of progress");
    curve(state, "both streams", Sample::stateMegabytes);
    BitmapEncoder.saveBitmap(
        List.of(delay, memory, files, state), 4, 1, file.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(String quantity) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("minutes")
            .yAxisTitle(quantity)
            .build();
    chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setMarkerSize(0);
    return chart;
  }

  private void curve(XYChart chart, String name, ToDoubleFunction<Sample> quantity) {
    double[] values = samples.stream().mapToDouble(quantity).toArray();
    chart.addSeries(name, minutes, values).setMarker(SeriesMarkers.NONE).setLineWidth(1.5f);
  }
}
