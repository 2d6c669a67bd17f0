package io.lepton.ingest.kafka;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.List;

/** What the user is told of offsets that Kafka no longer has. */
public final class LostOffsets {
  private static final int SHOWN = 20;

  private LostOffsets() {}

  /**
   * Why ingest stops: messages expired before they were taken.
   *
   * @param table the name of the table that lacks them
   */
  public static PipelineException expired(String table, List<LostRange> lost) {
    long count = lost.stream().mapToLong(LostRange::count).sum();
    return PipelineException.data(
        """
Cannot continue '%s': Kafka has deleted %d offsets that were not ingested yet (expected: a retention longer than any pause of ingest).
%s
Ingest what is left with --accept-loss."""
            .formatted(table, count, lines(lost)));
  }

  /**
   * Why ingest stops: the topic is another one than before.
   *
   * @param table the name of the table with the messages of the old one
   */
  public static PipelineException replaced(String table, List<ReplacedPartition> replaced) {
    return PipelineException.data(
        """
Cannot continue '%s': Kafka ends before what was ingested already (expected: the same topic of the same cluster).
%s
Set ingest.kafka.bootstrap-servers to that cluster; if the topic was deleted and made anew, give it another table."""
            .formatted(table, lines(replaced)));
  }

  /** A line for each, indented; of many the first ones. */
  public static String lines(List<?> found) {
    List<String> lines = new ArrayList<>();
    found.stream().limit(SHOWN).forEach(one -> lines.add("  " + one));
    if (found.size() > SHOWN) {
      lines.add("  and %d more".formatted(found.size() - SHOWN));
    }
    return String.join("\n", lines);
  }
}
