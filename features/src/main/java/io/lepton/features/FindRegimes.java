package io.lepton.features;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/** Finds the regimes among standardised settings: k-means++ (Arthur and Vassilvitskii 2007). */
final class FindRegimes {
  /** As the number of regimes: choose it. */
  static final int AUTO = 0;

  private static final int RESTARTS = 8;
  private static final int ITERATIONS = 100;
  private static final int MOST = 10;

  /** "A strong structure has been found" (Kaufman and Rousseeuw 1990, table 4). */
  private static final double STRONG = 0.7;

  private final int regimes;
  private final long seed;

  FindRegimes(int regimes, long seed) {
    this.regimes = regimes;
    this.seed = seed;
  }

  /** The centres, in an order of their own. */
  List<List<Double>> centers(List<double[]> settings) {
    List<DoublePoint> points = settings.stream().map(DoublePoint::new).toList();
    int width = settings.isEmpty() ? 0 : settings.get(0).length;
    if (regimes == 1 || width == 0) {
      return List.of(java.util.Collections.nCopies(width, 0.0));
    }
    long different = points.stream().distinct().count();
    if (regimes == AUTO) {
      return chosen(points, (int) Math.min(MOST, different), width);
    }
    if (different < regimes) {
      throw PipelineException.data(
          "Cannot find %d operating regimes: the settings have %d different values (expected: at least %d). Set features.regimes = 1."
              .formatted(regimes, different, regimes));
    }
    return sorted(clustered(points, regimes));
  }

  private List<List<Double>> chosen(List<DoublePoint> points, int most, int width) {
    List<List<Double>> best = List.of(java.util.Collections.nCopies(width, 0.0));
    double bestSilhouette = STRONG;
    for (int k = 2; k <= most; k++) {
      List<CentroidCluster<DoublePoint>> clusters = clustered(points, k);
      double silhouette = silhouette(clusters);
      if (silhouette > bestSilhouette) {
        best = sorted(clusters);
        bestSilhouette = silhouette;
      }
    }
    return best;
  }

  private List<CentroidCluster<DoublePoint>> clustered(List<DoublePoint> points, int k) {
    KMeansPlusPlusClusterer<DoublePoint> once =
        new KMeansPlusPlusClusterer<>(k, ITERATIONS, new EuclideanDistance(), new Well19937c(seed));
    return new MultiKMeansPlusPlusClusterer<>(once, RESTARTS).cluster(points);
  }

  private static List<List<Double>> sorted(List<CentroidCluster<DoublePoint>> clusters) {
    List<List<Double>> centers = new ArrayList<>();
    for (CentroidCluster<DoublePoint> cluster : clusters) {
      List<Double> center = new ArrayList<>();
      for (double coordinate : cluster.getCenter().getPoint()) {
        center.add(coordinate);
      }
      centers.add(center);
    }
    centers.sort(Comparator.comparing((List<Double> c) -> c.get(0)).thenComparing(List::toString));
    return centers;
  }

  /** The simplified silhouette: distances to centres (Hruschka et al. 2004). */
  private static double silhouette(List<CentroidCluster<DoublePoint>> clusters) {
    double sum = 0;
    long count = 0;
    EuclideanDistance distance = new EuclideanDistance();
    for (CentroidCluster<DoublePoint> own : clusters) {
      for (DoublePoint point : own.getPoints()) {
        double inside = distance.compute(point.getPoint(), own.getCenter().getPoint());
        double outside = Double.POSITIVE_INFINITY;
        for (CentroidCluster<DoublePoint> other : clusters) {
          if (other != own) {
            outside =
                Math.min(outside, distance.compute(point.getPoint(), other.getCenter().getPoint()));
          }
        }
        double larger = Math.max(inside, outside);
        sum += larger == 0 ? 0 : (outside - inside) / larger;
        count++;
      }
    }
    return sum / count;
  }
}
