package io.lepton.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class PaceTest {
  @Test
  void spreadsMessagesOverTheSecond() {
    PaceClock clock = Pace.perSecond(2000).clock();
    long start = System.nanoTime();
    int inHalfASecond = 0;
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(500)) {
      clock.awaitTurn();
      inHalfASecond++;
    }
    // a busy machine may be slower, never faster than the pace and one burst
    assertThat(inHalfASecond).isBetween(500, 1000 + 100);
  }

  @Test
  void catchesUpByFiftyMillisecondsAtMost() {
    PaceClock clock = Pace.perSecond(1000).clock();
    clock.awaitTurn();
    stall(TimeUnit.MILLISECONDS.toNanos(300));

    long start = System.nanoTime();
    for (int i = 0; i < 150; i++) {
      clock.awaitTurn();
    }
    // 50 of the 150 are owed, 100 take their time
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(90));
  }

  @Test
  void anInterruptEndsTheWait() {
    PaceClock clock = Pace.perSecond(0.01).clock();
    assertThat(clock.awaitTurn()).isTrue();

    Thread.currentThread().interrupt();

    assertThat(clock.awaitTurn()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isAboveZero() {
    assertThatThrownBy(() -> Pace.perSecond(0))
        .hasMessage("messagesPerSecond: 0.0 (expected: > 0)");
  }

  private static void stall(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
