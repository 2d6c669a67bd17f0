package io.lepton.lake.stream;

import static java.util.Objects.requireNonNull;

/**
 * How a stream runs.
 *
 * @param trigger when micro-batches start
 * @param checkpoint folder of the stream's progress, with its scheme
 */
public record StreamConfig(StreamTrigger trigger, String checkpoint) {
  /** Checks that both are there. */
  public StreamConfig {
    requireNonNull(trigger, "trigger");
    requireNonNull(checkpoint, "checkpoint");
  }
}
