package io.lepton.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.test.support.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DeviceClocksTest {
  @Test
  void aClockThatIsAheadComesFirst(SparkSession spark) {
    // Delays of 0.2 to 0.9 s; the clock of 'c' is 60 s ahead, that of 'b' 5 s behind.
    List<Row> clocks =
        new DeviceClocks()
            .apply(
                spark.sql(
                    "SELECT device_id, kafka_time, timestamp_micros(unix_micros(kafka_time)"
                        + " - cast(delay * 1e6 AS BIGINT)) AS event_time FROM VALUES"
                        + " ('a', 0.9), ('a', 0.2), ('a', 0.3), ('b', 5.9), ('b', 5.2),"
                        + " ('c', -59.1), ('c', -59.8), ('d', 0.2), ('d', 0.4), ('e', 0.2)"
                        + " AS t(device_id, delay), (SELECT timestamp'2026-01-01 00:00:00' AS"
                        + " kafka_time)"))
            .collectAsList();
    assertThat(clocks).extracting(row -> row.getString(0)).startsWith("c", "b");
    assertThat(clocks.get(0).<Double>getAs("ahead_seconds")).isCloseTo(60, within(1e-6));
    assertThat(clocks.get(1).<Double>getAs("ahead_seconds")).isCloseTo(-5, within(1e-6));
    assertThat(clocks.get(2).<Double>getAs("ahead_seconds")).isZero();
  }
}
