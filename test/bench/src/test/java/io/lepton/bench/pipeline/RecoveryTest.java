package io.lepton.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final Load ENDED = new Load(CompletableFuture.completedFuture(null));

  private final long fault = System.currentTimeMillis() - 60_000;

  @Test
  void aFaultThatPredictionsHaveCaughtUpWithIsRecoveredFrom() throws InterruptedException {
    Recovery recovery = new Recovery(System::currentTimeMillis, ENDED);
    assertThat(recovery.seconds(fault).getAsDouble()).isBetween(60.0, 120.0);
  }

  @Test
  void aLoadThatEndsBeforeIsNoRecovery() throws InterruptedException {
    assertThat(new Recovery(() -> fault, ENDED).seconds(fault)).as("none since").isEmpty();
    Recovery behind = new Recovery(() -> fault + 30_000, ENDED);
    assertThat(behind.seconds(fault)).as("half a minute behind").isEmpty();
  }
}
