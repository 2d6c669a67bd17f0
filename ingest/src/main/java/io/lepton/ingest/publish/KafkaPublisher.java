package io.lepton.ingest.publish;

import static java.util.Objects.requireNonNull;

import io.lepton.ingest.kafka.KafkaClients;
import io.lepton.lake.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends messages to Kafka: in order per key, each once, no error lost. A send that failed is thrown
 * by the next publish, flush or close. For one thread.
 */
public final class KafkaPublisher implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(30);
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The first send that failed. */
  private record Failure(String topic, Exception cause) {}

  private final String servers;
  private final Producer<byte[], byte[]> producer;
  private final AtomicLong published = new AtomicLong();
  private final AtomicReference<Failure> failure = new AtomicReference<>();
  private boolean reported;
  private boolean closed;

  /**
   * Opens a producer; does not wait for a broker.
   *
   * @param kafkaOptions options of Kafka's producer, bootstrap.servers at least; what order and
   *     safety need is not to be changed by them
   */
  public KafkaPublisher(Map<String, String> kafkaOptions) {
    this.servers = KafkaClients.servers(kafkaOptions);
    this.producer =
        KafkaClients.open(
            withDefaults(kafkaOptions),
            options ->
                new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  private static Map<String, String> withDefaults(Map<String, String> kafkaOptions) {
    Map<String, String> options = new HashMap<>();
    options.put("linger.ms", "5");
    options.put("batch.size", "131072");
    options.putAll(kafkaOptions);
    options.computeIfAbsent("compression.type", option -> Compression.best());
    // each message once and in order: no choice of the user
    options.put("enable.idempotence", "true");
    options.put("acks", "all");
    options.remove("key.serializer");
    options.remove("value.serializer");
    return options;
  }

  /** Hands one message over; the answer comes later, see the class. */
  public void publish(Message message) {
    requireNonNull(message, "message");
    throwFailure();
    byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(message.topic(), key, message.value()),
              (metadata, error) -> answered(message.topic(), error));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      answered(message.topic(), e);
      throwFailure();
    }
  }

  private void answered(String topic, Exception error) {
    if (error == null) {
      published.incrementAndGet();
    } else {
      failure.compareAndSet(null, new Failure(topic, error));
    }
  }

  private void throwFailure() {
    Failure found = failure.get();
    if (found == null) {
      return;
    }
    reported = true;
    throw PipelineException.outside(
        "Cannot publish to topic '%s' at %s: %s (expected: a broker that takes it). %d messages were published; make the topic ready and publish again."
            .formatted(found.topic(), servers, found.cause().getMessage(), published.get()),
        found.cause());
  }

  /**
   * Publishes all messages and waits until Kafka has them. An interrupt stops it at once: it then
   * returns with the thread's flag set, and the answers are left to {@link #close()}.
   *
   * @param progress gets the number of messages handed over, at most 5 times per second and once at
   *     the end
   * @return the number of messages handed over
   */
  public long publishAll(Iterator<Message> messages, Pace pace, LongConsumer progress) {
    PaceClock clock = pace.clock();
    long count = 0;
    long lastReport = System.nanoTime();
    while (messages.hasNext() && clock.awaitTurn() && handOver(messages.next())) {
      count++;
      long now = System.nanoTime();
      if (now - lastReport >= PROGRESS_NANOS) {
        lastReport = now;
        progress.accept(count);
      }
    }
    if (!Thread.currentThread().isInterrupted()) {
      flush();
    }
    progress.accept(count);
    return count;
  }

  /** Publishes all messages without telling how far it is. */
  public long publishAll(Iterator<Message> messages, Pace pace) {
    return publishAll(messages, pace, count -> {});
  }

  private boolean handOver(Message message) {
    try {
      publish(message);
      return true;
    } catch (InterruptException e) {
      // interrupted while Kafka's buffer was full; the flag is set again by Kafka
      return false;
    }
  }

  /** Waits until Kafka has everything handed over so far. */
  public void flush() {
    producer.flush();
    throwFailure();
  }

  /** The number of messages Kafka has confirmed. */
  public long published() {
    return published.get();
  }

  /** Waits for the answers under way, at most 30 seconds; a second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    // an interrupted thread would drop what is under way
    boolean interrupted = Thread.interrupted();
    try {
      producer.close(CLOSE);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (!reported) {
      throwFailure();
    }
  }
}
