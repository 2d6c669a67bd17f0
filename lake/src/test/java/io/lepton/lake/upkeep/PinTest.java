package io.lepton.lake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import org.junit.jupiter.api.Test;

class PinTest {
  @Test
  void findsEveryReferenceInAText() {
    assertThat(Pin.in("from silver.telemetry@12 and silver.events@3", "features"))
        .containsExactly(
            new Pin(new TableId(Layer.SILVER, "telemetry"), 12, "features"),
            new Pin(new TableId(Layer.SILVER, "events"), 3, "features"));
  }

  @Test
  void takesNothingElseForAReference() {
    assertThat(Pin.in("turbofan@3, me@example.org, silver.telemetry, gold.Set@1, xgold.t@1", "x"))
        .isEmpty();
  }
}
