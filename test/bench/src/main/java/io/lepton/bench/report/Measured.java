package io.lepton.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one benchmark has measured.
 *
 * @param benchmark its name
 * @param command that repeats it
 * @param machine where it ran, as it was before the start
 * @param figures in the order in which they were found
 */
public record Measured(String benchmark, String command, Machine machine, List<Figure> figures) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the list. */
  public Measured {
    figures = List.copyOf(figures);
  }

  /** Of the figures whose names go on with a number after this, in their order. */
  public List<Spread> spreads(String begin) {
    return figures.stream()
        .filter(figure -> figure.name().matches(Pattern.quote(begin) + "[0-9,]+"))
        .map(Figure::values)
        .toList();
  }

  /** Writes them as JSON. */
  public static void write(List<Measured> all, Path file) {
    try {
      JSON.writeValue(file.toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} has written. */
  public static List<Measured> read(Path file) {
    try {
      return List.of(JSON.readValue(file.toFile(), Measured[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a page of tables in Markdown, ratios first. */
  public static void page(List<Measured> all, Path file) {
    List<String> lines = new ArrayList<>();
    for (Measured one : all) {
      lines.add("## " + one.benchmark);
      lines.add("");
      lines.add("`" + one.command + "`, on " + one.machine.description());
      lines.add("");
      lines.add("| | median (smallest - largest) | |");
      lines.add("|---|---|---|");
      Stream.concat(
              one.figures.stream().filter(Figure::isRatio),
              one.figures.stream().filter(figure -> !figure.isRatio()))
          .map(Figure::row)
          .forEach(lines::add);
      lines.add("");
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
