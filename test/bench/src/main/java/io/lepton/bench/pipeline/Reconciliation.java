package io.lepton.bench.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether what was sent is in silver and has a prediction, each once, by Lepton's own commands. */
final class Reconciliation {
  private static final String COUNTS =
      "SELECT count(*) AS %s_rows, count(DISTINCT device_id, event_time, sequence) AS %s_keys FROM %s";

  private final Launcher lepton;
  private final List<String> problems = new ArrayList<>();

  Reconciliation(Launcher lepton) {
    this.lepton = lepton;
  }

  /** Compares; the problems, none if all is well. */
  List<String> problems(long sent) throws IOException, InterruptedException {
    try {
      System.out.print(lepton.run("audit"));
    } catch (IllegalStateException e) {
      problems.add(e.getMessage()); // the counts say more
    }
    expect("silver", "silver.telemetry", sent);
    expect("predictions", "gold.predictions", sent);
    return problems;
  }

  private void expect(String name, String table, long sent)
      throws IOException, InterruptedException {
    String answer = lepton.run("sql", COUNTS.formatted(name, name, table));
    // a frame, the names, a frame, the numbers
    List<Long> numbers =
        Arrays.stream(answer.lines().toList().get(3).split("\\|"))
            .map(String::strip)
            .filter(cell -> !cell.isEmpty())
            .map(Long::valueOf)
            .toList();
    System.out.printf(
        "%s: %,d sent, %,d rows, %,d keys%n", name, sent, numbers.get(0), numbers.get(1));
    if (!numbers.equals(List.of(sent, sent))) {
      problems.add("%s: %s rows and keys (expected: %d)".formatted(name, numbers, sent));
    }
  }
}
