package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("edge")
final class GroupCommitsTest {
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @Test
  void failuresInARowAreOneWarningAndNobodyWaits() {
    Map<String, String> options =
        Map.of("bootstrap.servers", "localhost:1", "metadata.max.age.ms", "1000");
    long started = System.nanoTime();
    try (GroupCommits commits = new GroupCommits(options, "lepton", warnings::add)) {
      commits.add(TestingReports.telemetry(0));
      commits.add(TestingReports.telemetry(1));
      assertThat(System.nanoTime() - started).isLessThan(5_000_000_000L);
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Cannot commit offsets to the group 'lepton': ");
  }
}
