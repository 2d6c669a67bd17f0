package io.lepton.jobs.evaluation;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.features.label.Tenths;
import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Figures of parts of the held-out windows, as a table: where a model is good and where it is not.
 *
 * @param columns their names, the part first
 * @param rows a text for each column
 */
public record Breakdown(List<String> columns, List<List<String>> rows) {
  /** Copies the lists. */
  public Breakdown {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  private record Part(String name, String devices, Tally tally) {}

  /** Each device, the one with the largest error first. */
  static Breakdown byDevice(Label label, HeldOut heldOut) {
    List<Part> parts = new ArrayList<>();
    for (HeldOut.Device device : heldOut.devices()) {
      parts.add(new Part(device.id(), "", Tally.of(label, device)));
    }
    parts.sort(
        Comparator.comparingDouble((Part part) -> part.tally().loss())
            .reversed()
            .thenComparing(Part::name));
    return of(label, "device", parts);
  }

  /** Each tenth of the range of a number, by what was predicted; empty where there is none. */
  static Breakdown byPrediction(Label label, HeldOut heldOut) {
    List<Part> parts = new ArrayList<>();
    Tenths tenths = new Tenths(label.scale());
    for (int tenth = 0; label.task() == Task.REGRESSION && tenth < Tenths.COUNT; tenth++) {
      Tally tally = new Tally(label);
      int devices = 0;
      for (HeldOut.Device device : heldOut.devices()) {
        long before = tally.count();
        for (HeldOut.Window window : device.windows()) {
          if (tenths.of(window.truth().prediction()) == tenth) {
            tally.add(window);
          }
        }
        devices += tally.count() > before ? 1 : 0;
      }
      if (tally.count() > 0) {
        parts.add(new Part(range(label, tenth), String.valueOf(devices), tally));
      }
    }
    return of(label, "predicted", parts);
  }

  private static String range(Label label, int tenth) {
    String from = edge(label, tenth);
    return tenth == Tenths.COUNT - 1 ? "from " + from : from + " to " + edge(label, tenth + 1);
  }

  private static String edge(Label label, int tenth) {
    return BigDecimal.valueOf(label.scale())
        .multiply(BigDecimal.valueOf(tenth))
        .movePointLeft(1)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static Breakdown of(Label label, String first, List<Part> parts) {
    List<String> columns = new ArrayList<>(List.of(first, "windows"));
    boolean hasDevices = parts.stream().anyMatch(part -> !part.devices().isEmpty());
    if (hasDevices) {
      columns.add("devices");
    }
    figures(label, new Tally(label), (name, value) -> columns.add(name));
    List<List<String>> rows = new ArrayList<>();
    for (Part part : parts) {
      List<String> row = new ArrayList<>(List.of(part.name(), count(part.tally().count())));
      if (hasDevices) {
        row.add(part.devices());
      }
      figures(label, part.tally(), (name, value) -> row.add(Lines.number(value)));
      rows.add(row);
    }
    return new Breakdown(columns, rows);
  }

  private static void figures(Label label, Tally tally, BiConsumer<String, Double> to) {
    switch (label.task()) {
      case REGRESSION -> {
        to.accept(Metric.RMSE, tally.numbers().rmse());
        to.accept(Metric.MAE, tally.numbers().mae());
        to.accept(Metric.MEAN_ERROR, tally.numbers().meanError());
        to.accept(Metric.PHM, tally.numbers().phmScore());
        to.accept(Metric.COVERAGE, tally.intervals().coverage());
      }
      case CLASSIFICATION -> {
        to.accept(Metric.CROSS_ENTROPY, tally.loss());
        to.accept("accuracy", tally.classes().accuracy());
      }
      case FORECAST, RECONSTRUCTION -> {
        to.accept(Metric.MSE, tally.loss());
        to.accept(Metric.MAE, tally.absoluteError());
      }
    }
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Writes it in columns, the first to the left, numbers to the right. */
  public void print(PrintWriter out) {
    int[] widths = new int[columns.size()];
    widen(widths, columns);
    rows.forEach(row -> widen(widths, row));
    print(out, columns, widths);
    rows.forEach(row -> print(out, row, widths));
  }

  private static void widen(int[] widths, List<String> row) {
    for (int c = 0; c < widths.length; c++) {
      widths[c] = Math.max(widths[c], row.get(c).length());
    }
  }

  private static void print(PrintWriter out, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("  ");
    line.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
    for (int c = 1; c < widths.length; c++) {
      line.append("  ").append(" ".repeat(widths[c] - row.get(c).length())).append(row.get(c));
    }
    out.println(line);
  }
}
