package io.lepton.jobs.report;

import java.awt.Color;
import java.util.Locale;

/**
 * The colours of a plot: drawn as they look on paper, then turned into the page's variables of the
 * same name, so that one drawing serves light and dark.
 */
enum Ink {
  INK(0x16191d),
  TEXT(0x6b7280),
  GRID(0xe5e7eb),
  TRUTH(0x8b95a5),
  ACCENT(0x0f766e),
  MARK(0xb45309);

  private final Color color;

  Ink(int rgb) {
    this.color = new Color(rgb);
  }

  Color color() {
    return color;
  }

  Color faint() {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
  }

  String drawn() {
    return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
  }

  String variable() {
    return "var(--" + name().toLowerCase(Locale.ROOT) + ")";
  }
}
