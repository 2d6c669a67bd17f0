package io.lepton.training;

import io.lepton.features.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Segments on the executors, one partition for each worker, in a fixed order. */
final class SharedSegments implements AutoCloseable {
  private final JavaRDD<Segment> segments;
  private final List<Integer> windows;

  private SharedSegments(JavaRDD<Segment> segments, List<Integer> windows) {
    this.segments = segments;
    this.windows = windows;
  }

  /** Sends the segments that have windows to at most so many partitions, and keeps them there. */
  static SharedSegments share(JavaRDD<Segment> source, int workers) {
    // read once: it is needed for the sizes and for the shuffle
    boolean isOurs = source.getStorageLevel().equals(StorageLevel.NONE());
    if (isOurs) {
      source.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      JavaRDD<Segment> filled = source.filter(segment -> segment.windows() > 0);
      Shares shares = Shares.of(filled.map(SegmentSize::of).collect(), workers);
      if (shares.numPartitions() == 0) {
        return new SharedSegments(filled, shares.windows());
      }
      JavaRDD<Segment> shared =
          filled
              .mapToPair(segment -> new Tuple2<>(SegmentId.of(segment), segment))
              .partitionBy(shares)
              .mapPartitions(SharedSegments::sorted)
              .persist(StorageLevel.MEMORY_AND_DISK());
      shared.count(); // brings them there while the source is still at hand
      return new SharedSegments(shared, shares.windows());
    } finally {
      if (isOurs) {
        source.unpersist(false);
      }
    }
  }

  private static Iterator<Segment> sorted(Iterator<Tuple2<SegmentId, Segment>> received) {
    List<Tuple2<SegmentId, Segment>> segments = new ArrayList<>();
    received.forEachRemaining(segments::add); // a shuffle delivers in any order
    segments.sort(Comparator.comparing(Tuple2::_1));
    return segments.stream().map(Tuple2::_2).iterator();
  }

  JavaRDD<Segment> segments() {
    return segments;
  }

  /** Partitions that hold any. */
  int workers() {
    return windows.size();
  }

  long windows() {
    return windows.stream().mapToLong(Integer::longValue).sum();
  }

  /** Windows of each class. */
  long[] classCounts(int classes) {
    long[] counts = new long[classes];
    for (long[] part : segments.map(segment -> classCounts(segment, classes)).collect()) {
      for (int c = 0; c < classes; c++) {
        counts[c] += part[c];
      }
    }
    return counts;
  }

  private static long[] classCounts(Segment segment, int classes) {
    long[] counts = new long[classes];
    for (float label : segment.labels()) {
      counts[(int) label]++;
    }
    return counts;
  }

  /** Mini-batches of all workers in an epoch. */
  int miniBatches(MiniBatchShape shape) {
    return windows.stream().mapToInt(shape::miniBatches).sum();
  }

  /** Mini-batches in an epoch of the worker with most of them. */
  int longest(MiniBatchShape shape) {
    return windows.stream().mapToInt(shape::miniBatches).max().orElse(0);
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }

  @Override
  public void close() {
    segments.unpersist(false);
  }
}
