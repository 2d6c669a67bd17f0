package io.lepton.jobs.report;

import java.awt.Color;
import java.util.Locale;

/**
 * The colours of a plot: drawn as they look on paper, then turned into the page's variables of the
 * same name, so that one drawing serves light and dark.
 */
public enum Ink {
  /** Text that matters. */
  INK(0x16191d),
  /** Other text. */
  TEXT(0x6b7280),
  /** Lines to read figures by. */
  GRID(0xe5e7eb),
  /** What is true. */
  TRUTH(0x8b95a5),
  /** What a model says. */
  ACCENT(0x0f766e),
  /** What a reader shall notice. */
  MARK(0xb45309);

  private final Color color;

  Ink(int rgb) {
    this.color = new Color(rgb);
  }

  /** As it looks on paper. */
  public Color color() {
    return color;
  }

  Color faint() {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
  }

  Color wash() {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 45);
  }

  String drawn() {
    return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
  }

  String variable() {
    return "var(--" + name().toLowerCase(Locale.ROOT) + ")";
  }
}
