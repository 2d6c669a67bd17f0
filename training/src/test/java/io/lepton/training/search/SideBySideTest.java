package io.lepton.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void asManyAsAllowedAreAtWorkTogetherAndNeverMore() {
    CyclicBarrier three = new CyclicBarrier(3);
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> done = new ArrayList<>();
    Thread caller = Thread.currentThread();
    new SideBySide(3, Clock.systemUTC(), Instant.MAX)
        .run(
            List.of(1, 2, 3, 4, 5, 6),
            number -> {
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              await(three); // opens when three are there
              atWork.decrementAndGet();
              return 10 * number;
            },
            result -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              done.add(result);
            });
    assertThat(done).containsExactlyInAnyOrder(10, 20, 30, 40, 50, 60);
    assertThat(most).hasValue(3);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("three tasks were not at work together", e);
    }
  }
}
