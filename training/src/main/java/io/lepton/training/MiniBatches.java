package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.Windows;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntUnaryOperator;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one place where a {@link DataSet} is made: cuts mini-batches out of segments one at a time,
 * features {@code [windows, channels, steps]} and labels {@code [windows, targets]}. Each window
 * comes once; the last mini-batch may be smaller.
 */
final class MiniBatches implements Iterator<DataSet>, AutoCloseable {
  private final List<Segment> segments;
  private final int[] firstWindow; // of each segment, and the number of windows at the end
  private final MiniBatchShape shape;
  private final IntUnaryOperator order;
  private final float[] features; // ND4J copies both, so the next mini-batch may overwrite them
  private final float[] labels;
  private INDArray[] back = new INDArray[2]; // features and labels that were taken back
  private int position;

  private MiniBatches(
      List<Segment> segments, int[] firstWindow, MiniBatchShape shape, IntUnaryOperator order) {
    this.segments = segments;
    this.firstWindow = firstWindow;
    this.shape = requireNonNull(shape, "shape");
    this.order = order;
    int most = Math.min(shape.size(), windows());
    this.features = new float[Math.multiplyExact(most, shape.examples().windows().size())];
    this.labels = new float[Math.multiplyExact(most, shape.examples().targets().size())];
  }

  /** The windows as they lie in the segments. */
  static MiniBatches inOrder(List<Segment> segments, MiniBatchShape shape) {
    return new MiniBatches(segments, firstWindows(segments), shape, IntUnaryOperator.identity());
  }

  /** The windows in an order that depends on the seed alone. */
  static MiniBatches shuffled(List<Segment> segments, MiniBatchShape shape, long seed) {
    int[] firstWindow = firstWindows(segments);
    IntUnaryOperator order = new Shuffle(firstWindow[segments.size()], seed);
    return new MiniBatches(segments, firstWindow, shape, order);
  }

  private static int[] firstWindows(List<Segment> segments) {
    int[] firstWindow = new int[segments.size() + 1];
    for (int i = 0; i < segments.size(); i++) {
      firstWindow[i + 1] = Math.addExact(firstWindow[i], segments.get(i).windows());
    }
    return firstWindow;
  }

  @Override
  public boolean hasNext() {
    return position < windows();
  }

  @Override
  public DataSet next() {
    if (!hasNext()) {
      throw new NoSuchElementException("mini-batches: none left");
    }
    Examples examples = shape.examples();
    Windows windows = examples.windows();
    int size = Math.min(shape.size(), windows() - position);
    for (int row = 0; row < size; row++) {
      int window = order.applyAsInt(position + row);
      int holder = holder(window);
      examples.cut(segments.get(holder), window - firstWindow[holder], features, labels, row);
    }
    position += size;
    INDArray[] spare = back;
    back = new INDArray[2];
    return new DataSet(
        array(spare[0], features, size, windows.channels(), windows.steps()),
        array(spare[1], labels, size, examples.targets().size()));
  }

  /** Takes back the memory of a mini-batch that nobody reads any more: the next one gets it. */
  void takeBack(DataSet miniBatch) {
    back = new INDArray[] {miniBatch.getFeatures(), miniBatch.getLabels()};
  }

  /**
   * Frees what was taken back: the garbage collector is in no hurry with memory it does not see.
   */
  @Override
  public void close() {
    for (INDArray array : back) {
      Networks.free(array);
    }
    back = new INDArray[2];
  }

  private static INDArray array(INDArray spare, float[] numbers, long... shape) {
    boolean isCpu = Backend.loaded().equals(Backend.CPU);
    if (isCpu && spare != null && Arrays.equals(spare.shape(), shape)) {
      return HostFloats.fill(spare, numbers);
    }
    if (spare != null) {
      spare.close();
    }
    if (isCpu) {
      return HostFloats.fill(Nd4j.createUninitialized(DataType.FLOAT, shape, 'c'), numbers);
    }
    int length = (int) ArrayUtil.prodLong(shape);
    float[] cut = length == numbers.length ? numbers : Arrays.copyOf(numbers, length);
    return Nd4j.create(Nd4j.createBuffer(cut), shape);
  }

  /** Leaves out so many mini-batches without cutting them. */
  void skip(int miniBatches) {
    position = (int) Math.min(windows(), position + (long) miniBatches * shape.size());
  }

  private int windows() {
    return firstWindow[segments.size()];
  }

  private int holder(int window) {
    int found = Arrays.binarySearch(firstWindow, window);
    if (found < 0) {
      return -found - 2;
    }
    // segments without windows begin at the same number as the one that holds it
    while (firstWindow[found + 1] == window) {
      found++;
    }
    return found;
  }
}
