package io.lepton.jobs.cli;

import io.lepton.ingest.TopicConfig;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.lake.PipelineException;
import java.util.List;
import java.util.Optional;

/** Which of a pipeline's tables a command works on. */
final class TableChoice {
  private TableChoice() {}

  /**
   * The topic of a table, or all of them.
   *
   * @throws PipelineException if the pipeline has no such table
   */
  static List<TopicConfig> of(PipelineConfig config, Optional<String> table) {
    List<TopicConfig> all = config.ingest().topics();
    if (table.isEmpty()) {
      return all;
    }
    List<TopicConfig> chosen =
        all.stream().filter(topic -> topic.table().equals(table.get())).toList();
    if (chosen.isEmpty()) {
      throw PipelineException.config(
          "Cannot choose table '%s': the pipeline has none of that name (expected: one of %s). Correct --table."
              .formatted(table.get(), all.stream().map(TopicConfig::table).toList()));
    }
    return chosen;
  }
}
