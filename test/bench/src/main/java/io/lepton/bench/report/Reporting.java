package io.lepton.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What all benchmarks are asked, and the figures they find. */
public final class Reporting {
  private static final String ANY_LOAD = "--any-load";
  private static final String JSON = "--json";

  @Option(names = JSON, paramLabel = "FILE", description = "Writes the figures to this file, too.")
  private Optional<Path> json = Optional.empty();

  @Option(names = ANY_LOAD, description = "Goes on although the machine is not quiet.")
  private boolean anyLoad;

  private final List<Figure> figures = new ArrayList<>();
  private Optional<Machine> machine = Optional.empty();
  private Optional<Others> meanwhile = Optional.empty();

  /** Says where it runs; answers whether figures would mislead, because others are at work. */
  public boolean refuses() {
    System.out.println(machine().description());
    if (!machine().isQuiet() && !anyLoad) {
      System.out.println("Not started: figures of a busy machine mislead. Wait, or --any-load.");
      return true;
    }
    meanwhile = Optional.of(new Others());
    return false;
  }

  /** Where it runs, and whether others were at work when this was first asked. */
  public Machine machine() {
    if (machine.isEmpty()) {
      machine = Optional.of(Machine.here());
    }
    return machine.get();
  }

  /** Notes a figure. */
  public void add(String name, String unit, Spread values) {
    figures.add(new Figure(name, unit, values));
  }

  /** What was noted. */
  List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Notes a ratio. */
  public void ratio(String name, Spread values) {
    add(name, Figure.RATIO, values);
  }

  /**
   * Writes the file that was asked for.
   *
   * @param command the benchmark's own, as it was called
   */
  public void finish(CommandLine.Model.CommandSpec command) {
    tellOthers();
    String options =
        command.options().stream()
            .filter(option -> !option.hidden())
            .filter(option -> !List.of(ANY_LOAD, JSON).contains(option.longestName()))
            .filter(option -> command.commandLine().getParseResult().hasMatchedOption(option))
            .map(option -> " " + option.longestName() + " " + text(option.getValue(), ","))
            .map(String::stripTrailing)
            .collect(Collectors.joining());
    String of =
        command.positionalParameters().stream()
            .map(parameter -> " " + text(parameter.getValue(), " "))
            .collect(Collectors.joining());
    String line = "lepton bench " + command.name() + of + options;
    json.ifPresent(
        file ->
            Measured.write(List.of(new Measured(command.name(), line, machine(), figures)), file));
  }

  /** Others may have come while it ran, too. */
  private void tellOthers() {
    meanwhile.ifPresent(
        others -> {
          double processors = others.processors();
          add("processors at work for others meanwhile", "", Spread.of(processors));
          if (!machine().isQuiet(processors)) {
            System.out.printf(
                "NOT QUIET: others kept %.2f processors at work meanwhile; the figures mislead.%n",
                processors);
          }
        });
  }

  /** As one writes it on a command line. */
  private static String text(Object value, String separator) {
    Object said = value instanceof Optional<?> given ? given.orElseThrow() : value;
    if (said instanceof Collection<?> several) {
      return several.stream().map(Object::toString).collect(Collectors.joining(separator));
    }
    return said instanceof Boolean ? "" : said.toString();
  }
}
