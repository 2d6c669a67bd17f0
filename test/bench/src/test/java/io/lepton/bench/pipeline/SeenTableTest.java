package io.lepton.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenTableTest {
  private static final String SMALL = add("small", 100, 10, "2026-01-01T00:00:00.000Z");
  private static final String SMALLER = add("smaller", 50, 5, "2026-01-01T00:00:01.000Z");
  private static final String BOTH = add("both", 120, 15, "2026-01-01T00:00:01.000Z");

  @TempDir private Path folder;
  private SeenTable table;

  @BeforeEach
  void makeALog() throws IOException {
    Files.createDirectories(folder.resolve("_delta_log"));
    table = new SeenTable(folder);
  }

  @Test
  void aHalfWrittenCommitIsReadOnceItIsWhole() throws IOException {
    commit(0, SMALL);
    for (int length : new int[] {0, 1, SMALLER.length() - 2, SMALLER.length() + 9}) {
      commit(1, (SMALLER + remove("small")).substring(0, length));
      table.look();
      assertThat(table.files()).as("after %d characters", length).isEqualTo(1);
      assertThat(table.rows()).isEqualTo(10);
    }
    commit(1, SMALLER + remove("small"));
    commit(2, BOTH);
    table.look();
    assertThat(table.files()).isEqualTo(2);
    assertThat(table.newest()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z").toEpochMilli());
  }

  @Test
  void whatWasCompactedIsCountedOnce() throws IOException {
    commit(0, SMALL);
    commit(1, SMALLER);
    commit(2, remove("small") + remove("smaller") + BOTH);
    table.look();
    assertThat(table.rows()).isEqualTo(15);
    assertThat(table.bytesPerRow()).isEqualTo(8);
  }

  @Test
  void aTableThatIsNotThereHasNothing() {
    SeenTable none = new SeenTable(folder.resolve("none"));
    none.look();
    assertThat(none.newest()).isZero();
    assertThat(none.rows()).isZero();
  }

  private void commit(int version, String text) throws IOException {
    Files.writeString(folder.resolve("_delta_log/%020d.json".formatted(version)), text);
  }

  private static String add(String file, int bytes, int rows, String newest) {
    String statistics =
        "{\\\"numRecords\\\":%d,\\\"maxValues\\\":{\\\"event_time\\\":\\\"%s\\\"}}"
            .formatted(rows, newest);
    return "{\"add\":{\"path\":\"%s\",\"size\":%d,\"stats\":\"%s\"}}\n"
        .formatted(file, bytes, statistics);
  }

  private static String remove(String file) {
    return "{\"remove\":{\"path\":\"%s\"}}\n".formatted(file);
  }
}
