package io.lepton.training;

import io.lepton.features.Segment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.nd4j.linalg.dataset.DataSet;

/** One worker's mini-batches of one epoch, cut as they are asked for. */
final class CutMiniBatches implements Function2<Integer, Iterator<Segment>, Iterator<DataSet>> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchShape shape;
  private final long seed;
  private final int epoch;

  CutMiniBatches(MiniBatchShape shape, long seed, int epoch) {
    this.shape = shape;
    this.seed = seed;
    this.epoch = epoch;
  }

  @Override
  public Iterator<DataSet> call(Integer worker, Iterator<Segment> segments) {
    List<Segment> held = new ArrayList<>();
    segments.forEachRemaining(held::add);
    return MiniBatches.shuffled(held, shape, Shuffle.seed(seed, epoch, worker));
  }
}
