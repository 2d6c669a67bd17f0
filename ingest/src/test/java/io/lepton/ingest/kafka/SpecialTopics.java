package io.lepton.ingest.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Brings topics into the states that are rare and hurt: for tests of what reads them. */
public final class SpecialTopics implements AutoCloseable {
  private static final int MEBIBYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String servers;
  private final Admin admin;

  /** Works on the broker with these addresses. */
  public SpecialTopics(String servers) {
    this.servers = servers;
    this.admin = Admin.create(Map.of("bootstrap.servers", servers));
  }

  /** Makes a topic with settings of its own; it can be used when this returns. */
  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    admin.createTopics(List.of(wanted.configs(settings))).all().get();
    await(() -> admin.listTopics().names().get().contains(topic));
  }

  /** Deletes a topic; its name is free when this returns. */
  public void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await(() -> !admin.listTopics().names().get().contains(topic));
  }

  /** Sends values without a transaction, dated so, each acknowledged before the next. */
  public void send(TopicPartition to, long millis, String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (String value : values) {
        producer.send(record(to, millis, value.getBytes(UTF_8))).get();
      }
    }
  }

  /** Sends values in a transaction that is committed: takes one offset more than values. */
  public void commit(TopicPartition to, String... values) {
    try (OpenTransaction transaction = begin(to, values)) {
      transaction.producer.commitTransaction();
    }
  }

  /** Sends values in a transaction that is aborted: takes one offset more than values. */
  public void abort(TopicPartition to, String... values) {
    begin(to, values).close();
  }

  /** Sends values in a transaction that stays open; one at a time in a partition. */
  public OpenTransaction begin(TopicPartition to, String... values) {
    String id = "transaction-" + UUID.randomUUID();
    KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", id));
    producer.initTransactions();
    producer.beginTransaction();
    Stream.of(values).forEach(v -> unheard(producer, record(to, now(), v.getBytes(UTF_8))));
    producer.flush();
    return new OpenTransaction(to, producer);
  }

  /** Messages that are there, but not yet for those who read what is committed. */
  public final class OpenTransaction implements AutoCloseable {
    private final TopicPartition to;
    private final KafkaProducer<byte[], byte[]> producer;

    private OpenTransaction(TopicPartition to, KafkaProducer<byte[], byte[]> producer) {
      this.to = to;
      this.producer = producer;
    }

    /** Aborts what is not committed, and returns when the broker has noted its end. */
    @Override
    public void close() {
      producer.close();
      await(() -> end(to, READ_COMMITTED) == end(to, READ_UNCOMMITTED));
    }
  }

  private long end(TopicPartition partition, IsolationLevel isolation) throws Exception {
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
        .partitionResult(partition)
        .get()
        .offset();
  }

  /** Deletes what is before this offset, as retention does. */
  public void expire(TopicPartition partition, long before) throws Exception {
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
  }

  /** Adds partitions up to this number. */
  public void grow(String topic, int partitions) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    await(
        () ->
            admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size()
                == partitions);
  }

  /**
   * Makes a topic with one partition and sends rounds of the same keys, until compaction has left
   * holes between the offsets of what remains.
   *
   * @return the offsets that remain, fewer than {@code keys * rounds}
   */
  public List<Long> compacted(String topic, int keys, int rounds) throws Exception {
    hurryCleaner();
    create(
        topic,
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "1000",
            "min.cleanable.dirty.ratio", "0.001"));
    TopicPartition partition = new TopicPartition(topic, 0);
    // dates in the past: Kafka refuses those of the future
    long start = now() - 2000L * keys * rounds;
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (int i = 0; i < keys * rounds; i++) {
        // two seconds apart by their dates: a segment each, and only closed ones are compacted
        byte[] key = ("key-" + i % keys).getBytes(UTF_8);
        byte[] value = ("value-" + i).getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, 0, start + i * 2000L, key, value)).get();
      }
    }
    await(() -> offsets(partition).size() < keys * rounds);
    return offsets(partition);
  }

  /** The cleaner looks every 15 seconds; here it is to look at once. */
  private void hurryCleaner() throws ExecutionException, InterruptedException {
    Collection<AlterConfigOp> hurry =
        List.of(
            new AlterConfigOp(
                new ConfigEntry("log.cleaner.backoff.ms", "100"), AlterConfigOp.OpType.SET));
    admin
        .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), hurry))
        .all()
        .get();
  }

  /** Makes a topic with one message of this size. */
  public void large(String topic, int mebibytes) throws Exception {
    String bytes = String.valueOf((mebibytes + 1) * MEBIBYTE);
    create(topic, 1, Map.of("max.message.bytes", bytes));
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("max.request.size", bytes, "buffer.memory", bytes))) {
      producer
          .send(record(new TopicPartition(topic, 0), now(), new byte[mebibytes * MEBIBYTE]))
          .get();
    }
  }

  /** The offsets of what can be read now, committed or not. */
  public List<Long> offsets(TopicPartition partition) {
    Map<String, Object> options = Map.of("bootstrap.servers", servers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(options, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      Stream.Builder<Long> offsets = Stream.builder();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(500))) {
          offsets.add(one.offset());
        }
      }
      return offsets.build().toList();
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, String> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("bootstrap.servers", servers);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(
      TopicPartition to, long millis, byte[] value) {
    return new ProducerRecord<>(to.topic(), to.partition(), millis, null, value);
  }

  /** The answer of a send within a transaction comes with its end. */
  private static void unheard(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    Future<?> unused = producer.send(message);
  }

  /** Asks again and again: each question waits for the broker's answer. */
  private static void await(Callable<Boolean> done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!done.call()) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("The broker is not so far after " + PATIENCE);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("The broker does not answer", e);
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  @Override
  public void close() {
    admin.close();
  }
}
