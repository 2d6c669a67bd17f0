package io.lepton.bench.ingest;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends messages at a steady rate, each when it is due, whatever became of those before. */
public final class SteadyProducer {
  private static final int DEVICES = 1000;

  private final String servers;
  private final String topic;
  private final int partitions;
  private final int rate;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long mostBehindNanos;

  /** A producer of so many messages per second. */
  public SteadyProducer(String servers, String topic, int partitions, int rate) {
    this.servers = servers;
    this.topic = topic;
    this.partitions = partitions;
    this.rate = rate;
  }

  /** Sends so many messages; returns when the broker has them all. */
  public void send(int messages, SendTimes times) {
    Messages source = new Messages(TimeFormat.EPOCH_MILLIS);
    try (KafkaProducer<byte[], byte[]> producer = Publication.producer(servers, 2)) {
      // the first message would wait for it
      producer.partitionsFor(topic);
      long start = System.nanoTime();
      for (int i = 0; i < messages; i++) {
        long due = start + i * 1_000_000_000L / rate;
        for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
          LockSupport.parkNanos(ahead);
        }
        mostBehindNanos = Math.max(mostBehindNanos, System.nanoTime() - due);
        send(producer, source, i, times);
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, Messages source, int number, SendTimes times) {
    int device = number % DEVICES;
    // chosen here, so that the offset is known before the broker tells it
    int partition = number % partitions;
    byte[] key = Messages.device(device).getBytes(StandardCharsets.US_ASCII);
    long now = System.currentTimeMillis();
    byte[] payload = source.next(device, number, now);
    times.sent(partition, number / partitions, now);
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, now, key, payload),
            (sent, e) -> {
              if (e != null || sent.offset() != number / partitions) {
                failure.compareAndSet(
                    null, e == null ? new IllegalStateException("offset " + sent) : e);
              }
            });
  }

  /** How late the latest message was sent after it was due, in milliseconds. */
  public double mostBehindMillis() {
    return mostBehindNanos / 1e6;
  }
}
