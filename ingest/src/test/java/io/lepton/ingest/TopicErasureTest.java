package io.lepton.ingest;

import static io.lepton.ingest.PumpLake.pressureUpTo;
import static io.lepton.ingest.PumpLake.reading;
import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.audit.Audit;
import io.lepton.ingest.audit.AuditReport;
import io.lepton.ingest.erase.TopicErasure;
import io.lepton.lake.table.Layer;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TopicErasureTest {
  private PumpLake pumps;

  @BeforeEach
  void twoPumps(SparkSession session, @TempDir Path folder) {
    pumps = new PumpLake(session, folder);
    pumps.ingest(
        0,
        reading("a", "05:00", 1, 10),
        reading("b", "05:00", 1, 10),
        reading("a", "05:10", 2, 10),
        reading("a", "05:00", 1, 10), // twice
        reading("a", "04:00", 3, 10), // late
        reading("a", "05:40", 5, 999), // out of range
        "{\"device\":\"a\", broken",
        "{\"device\":\"ab\", broken");
  }

  @Test
  void nothingIsLeftOfTheDeviceAndEveryOffsetIsAccountedFor() {
    TopicErasure erasure = erasure();
    TopicErasure.Plan plan = erasure.plan(1);
    assertThat(plan.counts().partitions().get("pumps-0"))
        .isEqualTo(
            new PartitionCounts(
                0, 0, -6, -3, -1, Map.of("malformed", -1L, "out-of-range", -1L), -3, -1));
    erasure.run(plan);
    requireErased();
    pumps.ingest(0, reading("b", "05:10", 2, 10), reading("a", "06:00", 9, 10));
    assertThat(offsets(Layer.SILVER)).as("what comes later is new").containsExactly(1L, 8L, 9L);
    assertThat(audit().problems()).isEmpty();
  }

  @Test
  void killedBeforeSilverTheSamePlanCompletesItAndCountsOnce() {
    TopicErasure.Plan plan = erasure().plan(1);
    pumps.table(Layer.BRONZE).delete(expr("kafka_offset = 2"));
    assertThat(audit().problems()).isNotEmpty();
    erasure().run(plan);
    erasure().run(plan);
    requireErased();
  }

  private void requireErased() {
    assertThat(pumps.rows(Layer.SILVER).where("device_id = 'a'").count()).isZero();
    assertThat(devices()).containsExactly("b");
    assertThat(offsets(Layer.BRONZE)).containsExactly(1L, 7L);
    assertThat(offsets(Layer.QUARANTINE)).containsExactly(7L);
    AuditReport report = audit();
    assertThat(report.problems()).isEmpty();
    assertThat(report.sources().get(0).erased()).isEqualTo(6);
    assertThat(report.sources().get(0).empty()).isZero();
  }

  private TopicErasure erasure() {
    return new TopicErasure(pumps.lake(), pressureUpTo(100), "a");
  }

  private AuditReport audit() {
    return Audit.of(pumps.lake(), pressureUpTo(100));
  }

  private List<String> devices() {
    return pumps.rows(Layer.SILVER).select(DEVICE_ID).as(Encoders.STRING()).collectAsList();
  }

  private List<Long> offsets(Layer layer) {
    return pumps
        .rows(layer)
        .select(KAFKA_OFFSET)
        .orderBy(KAFKA_OFFSET)
        .as(Encoders.LONG())
        .collectAsList();
  }
}
