package io.lepton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPayloadTest {
  private static final String GOOD =
      "{\"device\":\"pump-7\",\"time\":\"2026-01-01T05:00:00Z\",\"sequence\":3,"
          + "\"pressure\":12.5,\"flow\":null,\"site\":\"north\",\"unknown\":{\"a\":[1,2]}}";

  private final JsonPayload payload = new JsonPayload(TestingTopics.pumps());

  @Test
  void readsTheFieldsItKnows() throws RejectedException {
    JsonPayload.Reading reading = payload.read(bytes(GOOD));
    assertThat(reading.deviceId()).isEqualTo("pump-7");
    assertThat(reading.eventTime()).isEqualTo(Instant.parse("2026-01-01T05:00:00Z"));
    assertThat(reading.sequence()).isEqualTo(3);
    assertThat(reading.values()).containsExactly(12.5, null, "north");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12.5                    | \"12.5\"           | wrong-type   | 'pressure' is '12.5' (expected: a number)",
        "12.5                    | NaN                | malformed    | no JSON at byte",
        "12.5                    | 1e999              | out-of-range | 'pressure' is Infinity (expected: 0.0 to 100.0)",
        "12.5                    | 100.1              | out-of-range | 'pressure' is 100.1 (expected: 0.0 to 100.0)",
        "12.5                    | null               | missing-field| 'pressure' is missing (expected: a value)",
        "\"pump-7\"              | 7                  | wrong-type   | 'device' is '7' (expected: text)",
        "\"pump-7\"              | \"\"               | missing-field| 'device' is missing (expected: a value)",
        "\"2026-01-01T05:00:00Z\"| \"yesterday\"      | wrong-type   | 'time' is 'yesterday' (expected: a time such as 2026-01-01T05:00:00Z)",
        "\"2026-01-01T05:00:00Z\"| \"1066-10-14T09:00:00Z\" | out-of-range | 'time' is 1066-10-14T09:00:00Z",
        "3,                      | 99999999999999999999, | wrong-type | 'sequence' is '99999999999999999999' (expected: a whole number)",
        "3,                      | 3.5,               | wrong-type   | 'sequence' is '3.5' (expected: a whole number)",
        "}}                      | }} {}              | malformed    | more after the JSON object (expected: nothing)",
        "{\"device\"             | [{\"device\"       | malformed    | no JSON object at the start (expected: '{')",
        "}}                      | }                  | malformed    | no JSON at byte",
        "\"north\"               | [\"north\"]        | wrong-type   | 'site' is 'an object or list' (expected: text)"
      })
  void namesWhatIsWrong(String good, String bad, String reason, String message) {
    RejectedException rejected = rejected(bytes(GOOD.replace(good, bad)));
    assertThat(rejected.reason().code()).isEqualTo(reason);
    assertThat(rejected).hasMessageContaining(message);
  }

  @Test
  void aPayloadCutOffInANumberIsMalformedWhateverTheNumber() {
    String cut = GOOD.replace("12.5", "-12.5").substring(0, GOOD.indexOf("12.5") + 2);
    assertThat(cut).endsWith("\"pressure\":-1");
    assertThat(rejected(bytes(cut)).reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void refusesNoPayloadAtAll() {
    assertThat(rejected(null).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(rejected(new byte[0]).reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void survivesWhateverBytesCome() {
    Random random = new Random(7);
    byte[] good = bytes(GOOD);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] mutated = good.clone();
      for (int m = random.nextInt(4); m >= 0; m--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        JsonPayload.Reading reading = payload.read(mutated);
        assertThat((Double) reading.values()[0]).isBetween(0.0, 100.0);
        assertThat(reading.deviceId()).isNotEmpty();
        read++;
      } catch (RejectedException e) {
        assertThat(e).hasMessageContaining("(expected: ");
      }
    }
    assertThat(read).isBetween(1, 199_999);
  }

  private RejectedException rejected(byte[] bytes) {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> payload.read(bytes));
    assertThat(rejected).isNotNull();
    return rejected;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
