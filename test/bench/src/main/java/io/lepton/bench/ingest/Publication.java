package io.lepton.bench.ingest;

import io.lepton.bench.ingest.Workload.Published;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic before the benchmark begins: devices take turns, a second apart. */
public final class Publication {
  /** Devices of a fleet, unless their number is what is varied. */
  static final int DEVICES = 1000;

  private static final long FIRST_TIME = 1_760_000_000_000L;

  private Publication() {}

  /** Publishes so many messages, keyed by device, uncompressed. */
  public static Published publish(
      String servers, String topic, long messages, int devices, TimeFormat time) {
    Messages source = new Messages(time);
    AtomicReference<Exception> failure = new AtomicReference<>();
    long bytes = 0;
    long sequences = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer(servers, 50)) {
      for (long i = 0; i < messages; i++) {
        int device = (int) (i % devices);
        long turn = i / devices;
        byte[] payload = source.next(device, turn, FIRST_TIME + turn * 1000);
        bytes += payload.length;
        sequences += Messages.FIRST_SEQUENCE + turn;
        byte[] key = Messages.device(device).getBytes(StandardCharsets.US_ASCII);
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(topic, key, payload),
                (sent, e) -> failure.compareAndSet(null, e));
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    return new Published(messages, bytes, sequences, source.sum());
  }

  /** A producer that waits so long for a batch to fill. */
  static KafkaProducer<byte[], byte[]> producer(String servers, int lingerMillis) {
    Map<String, Object> options =
        Map.of(
            "bootstrap.servers",
            servers,
            "linger.ms",
            lingerMillis,
            "batch.size",
            256 << 10,
            "buffer.memory",
            64L << 20);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(options, bytes, bytes);
  }
}
