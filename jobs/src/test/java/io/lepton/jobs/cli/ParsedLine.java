package io.lepton.jobs.cli;

import io.lepton.jobs.JobCli;
import java.util.List;
import picocli.CommandLine;

/** What the command line makes of a line, without running it. */
final class ParsedLine {
  private ParsedLine() {}

  /** The command it means; fails if it is none. */
  static String command(List<String> words) {
    CommandLine.ParseResult last =
        new CommandLine(new JobCli())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .parseArgs(words.toArray(String[]::new));
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().name();
  }
}
