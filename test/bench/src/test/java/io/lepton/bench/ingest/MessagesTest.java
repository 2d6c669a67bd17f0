package io.lepton.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private final Messages messages = new Messages(TimeFormat.EPOCH_MILLIS);

  @Test
  void everyMessageHasTheSameSize() {
    assertThat(messages.next(0, 0, 1_760_000_000_000L)).hasSize(419);
    assertThat(messages.next(999, 99_999, 1_760_099_999_000L)).hasSize(419);
  }

  @Test
  void theNumbersOfAMessageAddUpToTheSum() throws IOException {
    JsonNode json = new ObjectMapper().readTree(messages.next(7, 1, 1_760_000_000_000L));

    double sum = 0;
    for (String name : Messages.names()) {
      sum += json.get(name).asDouble();
    }
    assertThat(messages.sum()).isCloseTo(sum, within(1e-9));
    assertThat(json.get("device").asText()).isEqualTo("device-100007");
  }
}
