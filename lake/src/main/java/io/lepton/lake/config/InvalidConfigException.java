package io.lepton.lake.config;

import io.lepton.lake.PipelineException;
import java.util.List;

/** All problems of a configuration, in the order of the file; its message lists them. */
public final class InvalidConfigException extends PipelineException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidConfigException(String source, List<String> problems) {
    super(Kind.CONFIG, message(source, problems));
    this.problems = List.copyOf(problems);
  }

  /** One line per problem: key, place, what was found, what was expected. */
  public List<String> problems() {
    return problems;
  }

  private static String message(String source, List<String> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return "Cannot read %s: %s\n  %s".formatted(source, count, String.join("\n  ", problems));
  }
}
