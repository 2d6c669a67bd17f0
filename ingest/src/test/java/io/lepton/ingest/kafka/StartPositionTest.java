package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StartPositionTest {
  @Test
  void isOneOfTheEndsOrATimeWithItsZone() {
    assertThat(StartPosition.parse("earliest")).isEqualTo(StartPosition.Edge.EARLIEST);
    assertThat(StartPosition.parse("latest")).isEqualTo(StartPosition.Edge.LATEST);
    assertThat(StartPosition.parse("2026-01-01T02:00:00+02:00"))
        .isEqualTo(new StartPosition.Since(Instant.parse("2026-01-01T00:00:00Z")))
        .hasToString("2026-01-01T00:00:00Z");
  }

  @Test
  void aTimeWithoutZoneIsRefused() {
    assertThatThrownBy(() -> StartPosition.parse("2026-01-01T00:00:00"))
        .hasMessage(
            "'2026-01-01T00:00:00' (expected: 'earliest', 'latest' or a time such as"
                + " '2026-01-01T00:00:00Z')");
  }
}
