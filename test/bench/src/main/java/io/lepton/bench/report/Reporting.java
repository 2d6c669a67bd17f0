package io.lepton.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What all benchmarks are asked, and the figures they find. */
public final class Reporting {
  private static final String ANY_LOAD = "--any-load";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures to this file, too.")
  private Optional<Path> json = Optional.empty();

  @Option(names = ANY_LOAD, description = "Goes on although the machine is not quiet.")
  private boolean anyLoad;

  private final List<Figure> figures = new ArrayList<>();
  private Machine machine = Machine.here();

  /** Says where it runs; answers whether figures would mislead, because others are at work. */
  public boolean refuses() {
    machine = Machine.here();
    System.out.println(machine.description());
    if (!machine.isQuiet() && !anyLoad) {
      System.out.println("Not started: figures of a busy machine mislead. Wait, or --any-load.");
      return true;
    }
    return false;
  }

  /** Where it runs. */
  public Machine machine() {
    return machine;
  }

  /** Notes a figure. */
  public void add(String name, String unit, Spread values) {
    figures.add(new Figure(name, unit, values));
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
    String options =
        command.options().stream()
            .filter(option -> !option.hidden() && option.typeInfo().getType() != Optional.class)
            .filter(option -> command.commandLine().getParseResult().hasMatchedOption(option))
            .filter(option -> !option.longestName().equals(ANY_LOAD))
            .map(option -> " " + option.longestName() + value(option.getValue()))
            .collect(Collectors.joining());
    String line = "lepton bench " + command.name() + options;
    json.ifPresent(
        file ->
            Measured.write(List.of(new Measured(command.name(), line, machine, figures)), file));
  }

  private static String value(Object value) {
    return value instanceof Boolean ? "" : " " + value;
  }
}
