package io.lepton.bench.pipeline;

import io.lepton.bench.ingest.SendTimes;
import io.lepton.bench.ingest.SteadyProducer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Messages at a steady rate, sent in the background. */
final class Load {
  private final CompletableFuture<Void> sending;

  /** Of messages that somebody sends already. */
  Load(CompletableFuture<Void> sending) {
    this.sending = sending;
  }

  /** Begins to send. */
  static Load of(String servers, int rate, int messages) {
    int partitions = MadeUpPipeline.PARTITIONS;
    SteadyProducer producer = new SteadyProducer(servers, MadeUpPipeline.TOPIC, partitions, rate);
    SendTimes times = new SendTimes(partitions, messages / partitions + 1, 0);
    return new Load(CompletableFuture.runAsync(() -> producer.send(messages, times)));
  }

  /** Waits so long at most; whether the broker has all messages. Fails if it does not get them. */
  boolean isOverWithin(long millis) throws InterruptedException {
    try {
      sending.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("messages cannot be sent", e.getCause());
    }
  }
}
