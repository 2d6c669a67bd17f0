package io.lepton.bench.ingest;

import io.lepton.ingest.payload.PayloadDecoder;
import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.ingest.payload.Readings;
import io.lepton.ingest.payload.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * Kafka's consumer, Lepton's decoder and parquet-hadoop in one thread: the columns of silver and
 * nothing of Spark or Delta. What an engineer with a week would write; it knows no duplicates, no
 * late readings, no quarantine, no restart.
 */
final class ConsumerToParquet implements Peer {
  @Override
  public String name() {
    return "consumer-to-parquet";
  }

  @Override
  public String tuning() {
    return "one thread, one file per partition, Snappy, a dictionary for text columns only; "
        + TopicReader.TUNING;
  }

  @Override
  public void run(Workload workload, Path folder) {
    PayloadSpec spec = workload.config("readings", Workload.Bronze.OFF).telemetry().payload();
    Files files = new Files(workload.topic(), folder, spec);
    TopicReader.read(workload, files::take);
    files.finish();
  }

  @Override
  public List<String> problems(Workload workload, Path folder) {
    return Contents.problems(
        workload.session().read().parquet(folder.toString()), workload.published());
  }

  /** The files of a run, one per partition. */
  private static final class Files {
    private final Map<Integer, ParquetWriter<ParquetReading>> writers = new HashMap<>();
    private final String topic;
    private final Path folder;
    private final PayloadDecoder decoder;
    private final Readings readings;
    private final long ingestMicros = System.currentTimeMillis() * 1000;

    Files(String topic, Path folder, PayloadSpec spec) {
      this.topic = topic;
      this.folder = folder;
      decoder = spec.format().decoder(spec);
      readings = new Readings(spec);
    }

    void take(ConsumerRecord<byte[], byte[]> message) {
      try {
        decoder.decode(message.value(), readings);
        readings.check();
        ParquetWriter<ParquetReading> writer = writers.get(message.partition());
        if (writer == null) {
          writer = open(message.partition());
          writers.put(message.partition(), writer);
        }
        for (int i = 0; i < readings.size(); i++) {
          writer.write(
              new ParquetReading(
                  message.partition(), message.offset(), message.timestamp(), readings.get(i)));
        }
      } catch (RejectedException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ParquetWriter<ParquetReading> open(int partition) throws IOException {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(folder.resolve(partition + ".parquet").toUri());
      Configuration configuration = new Configuration();
      Builder builder =
          new Builder(
              HadoopOutputFile.fromPath(file, configuration),
              new ReadingSupport(topic, ingestMicros));
      return builder
          .withConf(configuration)
          .withCompressionCodec(CompressionCodecName.SNAPPY)
          .withDictionaryEncoding(false)
          .withDictionaryEncoding("device_id", true)
          .withDictionaryEncoding("kafka_topic", true)
          .build();
    }

    void finish() {
      try {
        for (ParquetWriter<ParquetReading> writer : writers.values()) {
          writer.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Builder extends ParquetWriter.Builder<ParquetReading, Builder> {
    private final ReadingSupport support;

    Builder(HadoopOutputFile file, ReadingSupport support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<ParquetReading> getWriteSupport(Configuration configuration) {
      return support;
    }
  }
}
