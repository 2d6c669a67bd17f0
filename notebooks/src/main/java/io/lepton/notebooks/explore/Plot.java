package io.lepton.notebooks.explore;

import io.lepton.jobs.report.InlineSvg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * A picture.
 *
 * @param title what it shows
 * @param svg the drawing, whole in itself
 */
public record Plot(String title, String svg) {
  /** Draws a chart with a legend below it, since there is no page around it that explains it. */
  static Plot of(String title, XYChart chart) {
    chart.getStyler().setLegendVisible(true).setLegendPosition(LegendPosition.OutsideS);
    chart
        .getStyler()
        .setLegendLayout(LegendLayout.Horizontal)
        .setLegendBorderColor(java.awt.Color.WHITE);
    chart.getStyler().setLegendPadding(12);
    chart.getStyler().setLegendFont(chart.getStyler().getAxisTickLabelsFont());
    String drawn = InlineSvg.alone(chart, "plot");
    CRC32 sum = new CRC32();
    sum.update(drawn.getBytes(StandardCharsets.UTF_8));
    // several of them are in one notebook, whose ids must differ
    String id = "plot" + Long.toHexString(sum.getValue());
    return new Plot(title, drawn.replace("plot-clip", id + "-clip"));
  }

  /** Writes the drawing to a file and gives its path. */
  public Path save(String file) {
    try {
      return Files.writeString(Path.of(file), svg, StandardCharsets.UTF_8).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
