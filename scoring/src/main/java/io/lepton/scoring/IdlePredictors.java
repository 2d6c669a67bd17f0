package io.lepton.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Opened predictors of a JVM that wait for their next task, so that a network is not read anew for
 * each task of each micro-batch. One taken belongs to one task alone. At most so many wait; those
 * of the model version that was asked for longest ago are closed first.
 */
final class IdlePredictors {
  /** A task on each core, twice: while a stream swaps versions both are there. */
  static final IdlePredictors OF_THIS_JVM =
      new IdlePredictors(2 * Runtime.getRuntime().availableProcessors());

  private final int most;

  // in the order in which they were last asked for
  private final Map<Key, Deque<Predictor>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private int count;

  IdlePredictors(int most) {
    this.most = most;
  }

  /**
   * What a predictor is made of. Versions of two lakes have the same name, hence the hashes.
   *
   * @param version the model version, or what has none yet
   * @param spec hash of its feature specification
   * @param network hash of its network
   * @param runtime who asks it
   */
  record Key(String version, String spec, String network, ScoringRuntime runtime) {}

  /** A predictor for one task, which gives it back by closing it. */
  Predictor take(Key key, Supplier<Predictor> reader) {
    synchronized (idle) {
      Deque<Predictor> waiting = idle.computeIfAbsent(key, fresh -> new ArrayDeque<>());
      Predictor found = waiting.pollLast();
      if (found != null) {
        count--;
        return new Lent(key, found);
      }
    }
    return new Lent(key, reader.get());
  }

  /** Predictors that wait. */
  int count() {
    synchronized (idle) {
      return count;
    }
  }

  private void giveBack(Key key, Predictor predictor) {
    List<Predictor> surplus = new ArrayList<>();
    synchronized (idle) {
      idle.computeIfAbsent(key, fresh -> new ArrayDeque<>()).addLast(predictor);
      count++;
      while (count > most) {
        surplus.add(oldest());
        count--;
      }
      idle.values().removeIf(Deque::isEmpty);
    }
    surplus.forEach(Predictor::close);
  }

  private Predictor oldest() {
    for (Deque<Predictor> waiting : idle.values()) {
      if (!waiting.isEmpty()) {
        return waiting.removeFirst();
      }
    }
    throw new IllegalStateException("more wait than are counted");
  }

  /**
   * One that belongs to a task; a call that failed may have broken it, and it is not used again.
   */
  private final class Lent implements Predictor {
    private final Key key;
    private final Predictor predictor;
    private boolean sound = true;
    private boolean closed;

    Lent(Key key, Predictor predictor) {
      this.key = key;
      this.predictor = predictor;
    }

    @Override
    public float[] predict(float[] miniBatch, int windows) {
      return asked(() -> predictor.predict(miniBatch, windows));
    }

    @Override
    public int[] places(int miniBatchSize) {
      return asked(() -> predictor.places(miniBatchSize));
    }

    private <T> T asked(Supplier<T> question) {
      if (closed) {
        throw new IllegalStateException("the predictor was closed, another task may have it");
      }
      sound = false;
      T answer = question.get();
      sound = true;
      return answer;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (sound) {
        giveBack(key, predictor);
      } else {
        predictor.close();
      }
    }
  }
}
