package io.lepton.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongLogTest {
  @Test
  void theLastCommitsAreMeasuredInWhateverOrderSizesCome(@TempDir Path folder) {
    try (SparkSessions.Handle spark =
        SparkSessions.open("test", Map.of("spark.master", "local[1]"))) {
      LongLog log = new LongLog(Lake.open(spark.session(), folder.resolve("lake").toString()));
      for (int size : new int[] {12, 22, 15, 3}) {
        assertThat(log.grow(size)).as("%d", size).hasSize(Math.min(10, size));
        assertThat(log.open()).as("all of them are there").isPositive();
      }
      assertThatThrownBy(() -> log.grow(0)).hasMessage("commits: 0 (expected: at least 1)");
    }
  }
}
