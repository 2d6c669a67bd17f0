package io.lepton.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Some readings, the same ones in whatever order and parts they came: those whose keys have the
 * smallest hashes.
 */
final class ReadingSample implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A reading and its hash. */
  record Taken(long hash, double[] columns) implements Serializable, Comparable<Taken> {
    @Override
    public int compareTo(Taken other) {
      return Long.compare(other.hash, hash); // largest first
    }
  }

  private final int most;
  private final PriorityQueue<Taken> taken = new PriorityQueue<>();

  ReadingSample(int most) {
    this.most = most;
  }

  void add(long hash, double[] columns) {
    if (taken.size() < most) {
      taken.add(new Taken(hash, columns.clone()));
    } else if (hash < taken.element().hash()) {
      taken.remove();
      taken.add(new Taken(hash, columns.clone()));
    }
  }

  void add(ReadingSample other) {
    for (Taken reading : other.taken) {
      if (taken.size() < most) {
        taken.add(reading);
      } else if (reading.hash() < taken.element().hash()) {
        taken.remove();
        taken.add(reading);
      }
    }
  }

  /** In the order of their hashes. */
  List<double[]> readings() {
    List<Taken> sorted = new ArrayList<>(taken);
    sorted.sort(null);
    List<double[]> readings = new ArrayList<>();
    for (int i = sorted.size() - 1; i >= 0; i--) {
      readings.add(sorted.get(i).columns());
    }
    return readings;
  }

  /** Spreads a reading's key evenly (the finaliser of SplitMix64, Steele et al. 2014). */
  static long hash(int device, long micros, long sequence) {
    return mixed(mixed(mixed(device) + micros) + sequence);
  }

  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
