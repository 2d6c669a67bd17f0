package io.lepton.ingest.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.publish.Message;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
  @ParameterizedTest
  @CsvSource({
    "10, 10.0",
    "0, 0.0",
    "-0.0000001, 0.0",
    "0.84, 0.84",
    "0.8412345678, 0.841235",
    "-0.00412, -0.00412",
    "1.05, 1.05",
    "9.999999, 10.0",
    "754.6884, 754.688",
    "9046.06, 9046.06",
    "-9999, -9999.0",
    "754688123.45, 754688123.5"
  })
  void writesSixDigitsAndAtLeastOneDecimal(double value, String expected) {
    StringBuilder text = new StringBuilder();
    Payload.append(text, value);
    assertThat(text).hasToString(expected);
  }

  @Test
  void writesTheReadingInTheOrderOfTheChannels() {
    double[] values = new double[Channel.values().length];
    Arrays.setAll(values, i -> i + 0.5);
    Instant time = Instant.parse("2026-01-01T05:00:00Z");
    Payload.Reading reading = new Payload.Reading("engine-0007", time, 5, values);
    assertThat(new String(Payload.good(reading), UTF_8))
        .startsWith(
            "{\"device\":\"engine-0007\",\"time\":\"2026-01-01T05:00:00Z\",\"sequence\":5,"
                + "\"cycle\":5,\"altitude\":0.5,\"mach\":1.5,\"throttle\":2.5,"
                + "\"fan_inlet_temperature\":3.5,")
        .endsWith("\"coolant_bleed_flow\":18.5}");
    assertThat(new String(Payload.without(Channel.FAN_SPEED, reading), UTF_8))
        .contains("\"fan_speed\":null,");
  }

  @Test
  void everyFlawIsRejectedForItsReason() {
    Engine.Plant plant = Engine.Plant.of(FleetConfig.of(1, 1));
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new Engine(plant, random.split()).fly(1);
    Payload.Reading reading = new Payload.Reading("engine-0001", Instant.EPOCH, 1, values);
    for (Flaw flaw : Flaw.values()) {
      for (int i = 0; i < 200; i++) {
        byte[] broken = Payload.broken(flaw, reading, random);
        assertThat(SentTelemetry.read(new Message("telemetry", "engine-0001", broken)).reason())
            .isEqualTo(flaw.reason());
      }
    }
  }
}
