package io.lepton.notebooks.explore;

import io.lepton.features.FleetDrift;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.monitoring.DriftLines;
import io.lepton.jobs.report.Ink;
import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * How far channels are from what a model was trained on, the report's table as bars: beyond the
 * mark it is more than chance. The farthest come first.
 */
final class DriftBars {
  /** As many as the report shows. */
  private static final int SHOWN = 12;

  private static final int WIDTH = 960;
  private static final int ROW = 24;
  private static final int TOP = 34;
  private static final int LEFT = 250;
  private static final int LONGEST = 520;

  private final StringBuilder svg = new StringBuilder();

  private DriftBars() {}

  static Plot of(DriftJob.Result found) {
    List<FleetDrift.Channel> channels = DriftLines.sorted(found.channels());
    return new Plot(
        "Readings from %s to %s beside what %s was trained on: %d of %d channels differ by more than chance"
            .formatted(
                found.from(), found.until(), found.model(), found.drifted(), channels.size()),
        new DriftBars()
            .drawn(
                channels.subList(0, Math.min(SHOWN, channels.size())),
                "%d of %d channels are beyond chance's limit, the mark; bars are distances (KS)"
                    .formatted(found.drifted(), channels.size())));
  }

  private String drawn(List<FleetDrift.Channel> channels, String head) {
    int height = TOP + ROW * channels.size() + 12;
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"%1$d\" height=\"%2$d\" fill=\"white\"/>\n"
            .formatted(WIDTH, height));
    text(LEFT, TOP - 14, "start", Ink.TEXT, head);
    double widest =
        channels.stream()
            .mapToDouble(c -> Math.max(known(c.distance()), known(c.limit())))
            .max()
            .orElse(0);
    for (int i = 0; i < channels.size(); i++) {
      row(channels.get(i), TOP + ROW * i, LONGEST / Math.max(1e-9, widest));
    }
    return svg.append("</svg>").toString();
  }

  private void row(FleetDrift.Channel channel, int top, double scale) {
    Ink ink = channel.isBeyondChance() ? Ink.MARK : Ink.TRUTH;
    text(LEFT - 10, top + 15, "end", Ink.INK, channel.channel());
    rect(LEFT, top + 4, scale * known(channel.distance()), 14, ink);
    if (!Double.isNaN(channel.limit())) {
      rect(LEFT + scale * channel.limit() - 1, top + 1, 2, 20, Ink.INK);
    }
    double end = scale * Math.max(known(channel.distance()), known(channel.limit()));
    text(
        LEFT + end + 10,
        top + 15,
        "start",
        channel.isBeyondChance() ? Ink.MARK : Ink.TEXT,
        channel.verdict().name().toLowerCase(Locale.ROOT));
  }

  private static double known(double figure) {
    return Double.isNaN(figure) ? 0 : figure;
  }

  private void rect(double x, double y, double width, double height, Ink ink) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y,
            width,
            height,
            colour(ink)));
  }

  private void text(double x, double y, String anchor, Ink ink, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            colour(ink),
            words.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private static String colour(Ink ink) {
    Color color = ink.color();
    return "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
  }
}
