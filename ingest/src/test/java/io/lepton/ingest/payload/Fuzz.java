package io.lepton.ingest.payload;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Many broken copies of one payload, the same ones each time. */
final class Fuzz {
  private static final int COPIES = 200_000;
  private static final long MOST_ALLOCATED = 16 << 20;

  private Fuzz() {}

  /** What became of them, by reason; any exception but a rejection, and waste, fails the test. */
  static Map<String, Integer> decode(PayloadSpec spec, byte[] payload) {
    Random random = new Random(42);
    PayloadDecoder decoder = spec.format().decoder(spec);
    Readings readings = new Readings(spec);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < COPIES; i++) {
      byte[] broken = broken(payload, random);
      long before = allocatedBytes();
      outcomes.merge(outcome(decoder, broken, readings), 1, Integer::sum);
      long allocated = allocatedBytes() - before;
      if (allocated > MOST_ALLOCATED) {
        throw new AssertionError("copy %d allocated %d bytes".formatted(i, allocated));
      }
    }
    return outcomes;
  }

  private static String outcome(PayloadDecoder decoder, byte[] payload, Readings readings) {
    try {
      decoder.decode(payload, readings);
      if (readings.size() == 0) {
        throw new AssertionError("no reading");
      }
      readings.check();
      return "ok";
    } catch (RejectedException e) {
      return e.reason().code();
    }
  }

  private static byte[] broken(byte[] payload, Random random) {
    byte[] broken = payload.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(broken.length);
      switch (random.nextInt(5)) {
        case 0 -> broken[at] = (byte) random.nextInt(256);
        case 1 -> broken[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> broken[at] = (byte) 0xff;
        case 3 -> broken = Arrays.copyOf(broken, 1 + at);
        default -> {
          byte[] longer = Arrays.copyOf(broken, broken.length + 1 + random.nextInt(12));
          System.arraycopy(
              broken, at, longer, longer.length - (broken.length - at), broken.length - at);
          broken = longer;
        }
      }
    }
    return broken;
  }

  /** What this thread has allocated so far. */
  static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
