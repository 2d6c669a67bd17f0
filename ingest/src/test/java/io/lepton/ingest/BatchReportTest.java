package io.lepton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class BatchReportTest {
  private static final Instant YOUNG = Instant.parse("2026-01-02T00:00:00Z");

  private final List<BatchReport> heard = new ArrayList<>();

  @Test
  void saysWhenAndHowYoungTheMessagesWere(SparkSession session, @TempDir Path folder) {
    Lake lake = Lake.open(session, folder.resolve("lake").toString());
    Instant before = Instant.now();
    try (TelemetrySink sink =
        new TelemetrySink(lake, TestingTopics.pumps(), Clock.systemUTC(), heard::add)) {
      // a broken message is a message, too
      List<Row> rows = List.of(row(0, YOUNG), row(1, YOUNG.minusSeconds(60)));
      sink.accept(
          MessageBatch.of(session, rows, Map.of("pumps-0", new OffsetRange(0, 2))),
          new WriteIdentity("query", 7));
      sink.accept(
          MessageBatch.of(session, List.of(), Map.of("pumps-0", new OffsetRange(2, 3))),
          new WriteIdentity("query", 8));
    }
    assertThat(heard).extracting(BatchReport::table).containsOnly("pumps");
    assertThat(heard)
        .extracting(BatchReport::newest)
        .containsExactly(Optional.of(YOUNG), Optional.empty());
    assertThat(heard.get(0).identity()).isEqualTo(new WriteIdentity("query", 7));
    assertThat(heard.get(0).started()).isBetween(before, heard.get(0).finished());
  }

  @Test
  void aClockSetBackIsNoNegativeDuration() {
    BatchReport report =
        new BatchReport(
            "pumps",
            new WriteIdentity("query", 0),
            BatchCounts.none(),
            YOUNG,
            YOUNG.minusSeconds(1),
            Optional.empty());
    assertThat(report.duration()).isEqualTo(Duration.ZERO);
  }

  private static Row row(long offset, Instant time) {
    return RowFactory.create(
        new byte[0], new byte[] {'{'}, "pumps", 0, offset, Timestamp.from(time), 0);
  }
}
