package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTimeTest {
  private static final String CHARACTERS = "0123456789-+:.TZtz ";

  @Test
  void readsEveryDayAsJavaDoes() {
    OffsetDateTime day = OffsetDateTime.of(1, 1, 1, 23, 59, 58, 0, ZoneOffset.UTC);
    while (day.getYear() < 2500) {
      assertThat(micros(day.toString())).hasValue(day.toEpochSecond() * 1_000_000);
      day = day.plusDays(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T05:00:00Z,           2026-01-01T05:00:00Z",
    "2026-01-01T05:00Z,              2026-01-01T05:00:00Z",
    "2026-01-01T05:00:00.1Z,         2026-01-01T05:00:00.100Z",
    "2026-01-01T05:00:00.123456Z,    2026-01-01T05:00:00.123456Z",
    "2026-01-01T05:00:00.123456999Z, 2026-01-01T05:00:00.123456Z",
    "1969-12-31T23:59:59.9999999Z,   1969-12-31T23:59:59.999999Z",
    "2026-01-01T05:00:00+01:30,      2026-01-01T03:30:00Z",
    "2026-01-01T05:00:00.5-18:00,    2026-01-01T23:00:00.500Z",
    "2026-01-01T05:00:00+01:30:15,   2026-01-01T03:29:45Z",
    "2024-02-29t05:00:00z,           2024-02-29T05:00:00Z"
  })
  void readsTimesWithOffsets(String text, Instant expected) {
    assertThat(micros(text)).hasValue(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-29T05:00:00Z",
    "1900-02-29T05:00:00Z",
    "2026-04-31T05:00:00Z",
    "2026-13-01T05:00:00Z",
    "2026-00-01T05:00:00Z",
    "2026-01-00T05:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T05:60:00Z",
    "2026-01-01T05:00:60Z",
    "2026-01-01T05:00:00",
    "2026-01-01T05:00:00.1234567890Z",
    "2026-01-01T05:00:00+18:01",
    "2026-01-01T05:00:00+05:60",
    "2026-01-01 05:00:00Z",
    "2026-01-01T05:00:00ZZ",
    "2026-01-01T05:00:00,5Z",
    "''",
    "2026-01-01T05:00:00Z[UTC]",
    "２026-01-01T05:00:00Z"
  })
  void refusesOthers(String text) {
    assertThat(micros(text)).isEmpty();
  }

  @Test
  void acceptsWhatJavaAccepts() {
    Random random = new Random(5);
    int accepted = 0;
    for (int i = 0; i < 300_000; i++) {
      StringBuilder text = new StringBuilder("2024-02-28T15:30:45");
      text.append(i % 3 == 0 ? "" : "." + random.nextInt(10_000));
      text.append(
          i % 2 == 0 ? "Z" : "+%02d:%02d".formatted(random.nextInt(20), random.nextInt(70)));
      for (int m = random.nextInt(3); m >= 0; m--) {
        char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        text.setCharAt(random.nextInt(text.length()), character);
      }
      Optional<Long> expected = javaMicros(text.toString());
      assertThat(micros(text.toString())).as(text.toString()).isEqualTo(expected);
      accepted += expected.isPresent() ? 1 : 0;
    }
    assertThat(accepted).isBetween(30_000, 270_000);
  }

  @Test
  void refusesTimesBeyondSixtyFourBitsAsArithmetic() {
    byte[] far = "+999999999-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> IsoTime.micros(far, 0, far.length))
        .isInstanceOf(ArithmeticException.class);
  }

  private static Optional<Long> javaMicros(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> micros(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
    try {
      return Optional.of(IsoTime.micros(bytes, 1, bytes.length - 1));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
