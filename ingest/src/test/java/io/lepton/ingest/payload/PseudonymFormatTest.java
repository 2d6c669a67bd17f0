package io.lepton.ingest.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.config.Secret;
import org.junit.jupiter.api.Test;

class PseudonymFormatTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void aDeviceHasTheHmacThatOpensslComputesForItsName() throws Exception {
    // printf engine-0007 | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertThat(device("engine-0007")).isEqualTo("a9d2abd8fb3fbb770a5cba74caa2acce");
    assertThat(device("engine-0008")).isNotEqualTo(device("engine-0007")).hasSize(32);
  }

  @Test
  void aShortKeyIsRefusedAndNotShown() {
    assertThatThrownBy(() -> new PseudonymFormat(new JsonFormat(), Secret.of("sesame")))
        .hasMessageStartingWith("pseudonym.password: 6 bytes (expected: at least 16")
        .hasMessageNotContaining("sesame");
  }

  private static String device(String name) throws RejectedException {
    PayloadSpec spec = TestingSpecs.pumps(new JsonFormat(), UnknownFields.IGNORE);
    Readings readings = new Readings(spec);
    new PseudonymFormat(spec.format(), Secret.of(KEY))
        .decoder(spec)
        .decode(
            "{\"device\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\"}".formatted(name).getBytes(UTF_8),
            readings);
    return new String(readings.get(0).device(), UTF_8);
  }
}
