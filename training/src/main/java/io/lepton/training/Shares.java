package io.lepton.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;

/** Which worker holds which segment: largest first, always to the worker with fewest windows. */
final class Shares extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final Map<SegmentId, Integer> workerOf;
  private final List<Integer> windows;

  private Shares(Map<SegmentId, Integer> workerOf, List<Integer> windows) {
    this.workerOf = workerOf;
    this.windows = windows;
  }

  /** Shares for at most so many workers; with fewer segments there are fewer. */
  static Shares of(List<SegmentSize> segments, int workers) {
    List<Integer> windows =
        new ArrayList<>(Collections.nCopies(Math.min(workers, segments.size()), 0));
    Map<SegmentId, Integer> workerOf = new HashMap<>();
    for (SegmentSize segment : segments.stream().sorted(SegmentSize.LARGEST_FIRST).toList()) {
      int worker = windows.indexOf(Collections.min(windows));
      windows.set(worker, Math.addExact(windows.get(worker), segment.windows()));
      Integer other = workerOf.put(segment.id(), worker);
      Check.argument(other == null, "segment", segment.id(), "once, not twice");
    }
    return new Shares(workerOf, windows);
  }

  /** Windows of each worker. */
  List<Integer> windows() {
    return Collections.unmodifiableList(windows);
  }

  @Override
  public int numPartitions() {
    return windows.size();
  }

  @Override
  public int getPartition(Object key) {
    return workerOf.get((SegmentId) key);
  }
}
