package io.lepton.bench.ingest;

import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.config.ConfigReader;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * What every peer is to take in.
 *
 * @param session one Spark session for all
 * @param servers the broker
 * @param topic the topic, which holds these messages and nothing else
 * @param time how the messages write their time
 * @param published what was published
 */
public record Workload(
    SparkSession session, String servers, String topic, TimeFormat time, Published published) {

  /**
   * What was published.
   *
   * @param messages how many
   * @param bytes their payloads together
   * @param sequences their sequences added up
   * @param numbers their numbers added up
   */
  public record Published(long messages, long bytes, long sequences, double numbers) {}

  /** Lepton's own configuration, as a user would write it; defaults for everything else. */
  public IngestConfig config(String table, Bronze bronze) {
    StringBuilder fields = new StringBuilder();
    for (String name : Messages.names()) {
      fields.append("{ name = ").append(name).append(" }\n");
    }
    String text =
        """
        pipeline = bench
        ingest {
          kafka.bootstrap-servers = ["%s"]
          telemetry { topic = "%s", table = %s, time-format = %s, bronze = %s, fields = [%s] }
        }
        """
            .formatted(servers, topic, table, timeFormat(), bronze == Bronze.KEPT, fields);
    return ConfigReader.parse(text)
        .read(
            root -> {
              root.string("pipeline");
              return root.section("ingest", IngestConfig::read);
            });
  }

  private String timeFormat() {
    return time.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether messages are kept as they came. */
  public enum Bronze {
    /** Bronze is written. */
    KEPT,
    /** Only readings are written. */
    OFF
  }
}
