package io.lepton.bench.ingest;

import java.nio.file.Path;
import java.util.List;

/** Reads every message and throws it away: what nobody can be faster than. */
final class BareConsumer implements Peer {
  private long messages;
  private long bytes;

  @Override
  public String name() {
    return "bare-consumer";
  }

  @Override
  public String tuning() {
    return "KafkaConsumer, messages thrown away; " + TopicReader.TUNING;
  }

  @Override
  public void run(Workload workload, Path folder) {
    messages = 0;
    bytes = 0;
    TopicReader.read(
        workload,
        message -> {
          messages++;
          bytes += message.value().length;
        });
  }

  @Override
  public List<String> problems(Workload workload, Path folder) {
    return messages == workload.published().messages() && bytes == workload.published().bytes()
        ? List.of()
        : List.of(
            "%,d messages of %,d bytes (expected: %s)"
                .formatted(messages, bytes, workload.published()));
  }
}
