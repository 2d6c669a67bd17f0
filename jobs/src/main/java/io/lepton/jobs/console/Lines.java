package io.lepton.jobs.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Results as a person reads them: a name and what there is to say of it, a line each. */
public final class Lines {
  private Lines() {}

  /** Four significant digits, as long as there are some after the point. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.max(1e-4, Math.abs(value)))));
    return String.format(Locale.ROOT, "%,." + Math.min(4, decimals) + "f", value);
  }

  public static void line(PrintWriter out, String name, String format, Object... values) {
    out.printf("  %-16s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  /** A time as people say it. */
  public static String time(Duration time) {
    double seconds = time.toMillis() / 1e3;
    if (seconds < 1) {
      return time.toMillis() + " ms";
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.3g s", seconds);
    }
    if (seconds < 2 * 3600) {
      return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
    return seconds < 3 * 86400
        ? String.format(Locale.ROOT, "%.1f h", seconds / 3600)
        : String.format(Locale.ROOT, "%.1f days", seconds / 86400);
  }
}
