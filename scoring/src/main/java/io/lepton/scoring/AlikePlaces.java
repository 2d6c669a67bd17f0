package io.lepton.scoring;

import io.lepton.features.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A predictor that says at which places of a mini-batch a window has the same outputs to the bit.
 * Libraries of linear algebra compute the rows in the middle of a matrix and those at its edges in
 * different ways, which round differently. Where each processor has its edges is found by asking: a
 * few windows, each at all places at once.
 */
final class AlikePlaces implements Predictor {
  private static final int WINDOWS = 32;

  private final Predictor predictor;
  private final Windows windows;
  private final Map<Integer, int[]> found = new HashMap<>();

  AlikePlaces(Predictor predictor, Windows windows) {
    this.predictor = predictor;
    this.windows = windows;
  }

  @Override
  public int[] places(int miniBatchSize) {
    return found.computeIfAbsent(miniBatchSize, this::find).clone();
  }

  /** The largest set of places that have agreed about every window. */
  private int[] find(int size) {
    List<List<Integer>> bits = new ArrayList<>(); // of each place
    IntStream.range(0, size).forEach(place -> bits.add(new ArrayList<>()));
    Random random = new Random(1);
    for (int w = 0; w < WINDOWS; w++) {
      float[] outputs = predictor.predict(everywhere(random, size), size);
      int width = outputs.length / size;
      for (int i = 0; i < outputs.length; i++) {
        bits.get(i / width).add(Float.floatToIntBits(outputs[i]));
      }
    }
    Map<List<Integer>, List<Integer>> alike = new LinkedHashMap<>();
    for (int place = 0; place < size; place++) {
      alike.computeIfAbsent(bits.get(place), fresh -> new ArrayList<>()).add(place);
    }
    return alike.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow().stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private float[] everywhere(Random random, int size) {
    float[] miniBatch = new float[size * windows.size()];
    for (int i = 0; i < windows.size(); i++) {
      miniBatch[i] = (float) random.nextGaussian();
    }
    for (int place = 1; place < size; place++) {
      System.arraycopy(miniBatch, 0, miniBatch, place * windows.size(), windows.size());
    }
    return miniBatch;
  }

  @Override
  public float[] predict(float[] miniBatch, int count) {
    return predictor.predict(miniBatch, count);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
