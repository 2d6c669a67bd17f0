package io.lepton.jobs.monitoring;

import io.lepton.lake.PipelineException;
import java.util.List;
import java.util.function.Consumer;

/** Somebody who is told of alerts, each at least once. */
interface AlertSink {
  /** What it is called in the table of what was sent. */
  String name();

  /**
   * Sends notices in order.
   *
   * @param taken hears of each that has arrived; the others are sent again by the next run
   * @throws PipelineException of kind OUTSIDE if one could not be sent
   */
  void send(List<AlertNotice> notices, Consumer<AlertNotice> taken);
}
