package io.lepton.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Networks of this JVM that wait for their next task: to build one anew takes as long as several
 * mini-batches. A network taken belongs to one task alone, a second attempt gets another.
 */
final class IdleNetworks {
  // more than tasks run at a time; what a broken run left behind goes first
  private static final int MOST = 64;
  private static final Deque<Idle> IDLE = new ArrayDeque<>();

  private IdleNetworks() {}

  /** A network of this run; whatever it learned last is still in it. */
  static MultiLayerNetwork take(String run, Supplier<String> configuration) {
    synchronized (IDLE) {
      for (Iterator<Idle> all = IDLE.descendingIterator(); all.hasNext(); ) {
        Idle idle = all.next();
        if (idle.run().equals(run)) {
          all.remove();
          return idle.network();
        }
      }
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration.get()));
    network.init();
    return network;
  }

  static void giveBack(String run, MultiLayerNetwork network) {
    synchronized (IDLE) {
      IDLE.addLast(new Idle(run, network));
      while (IDLE.size() > MOST) {
        Networks.free(IDLE.removeFirst().network());
      }
    }
  }

  /** Closes the networks of a run that is over. */
  static void release(String run) {
    synchronized (IDLE) {
      for (Iterator<Idle> all = IDLE.iterator(); all.hasNext(); ) {
        Idle idle = all.next();
        if (idle.run().equals(run)) {
          all.remove();
          Networks.free(idle.network());
        }
      }
    }
  }

  static int count() {
    synchronized (IDLE) {
      return IDLE.size();
    }
  }

  private record Idle(String run, MultiLayerNetwork network) {}
}
