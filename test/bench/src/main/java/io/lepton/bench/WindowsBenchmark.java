package io.lepton.bench;

import io.lepton.features.FeatureMatrix;
import io.lepton.features.Windows;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Windows of 50 readings x 15 channels cut from one device, and the same numbers copied whole,
 * which is the limit.
 *
 * <pre>
 * mvn -q -pl test/bench -am package -DskipTests
 * java -cp 'test/bench/target/*:test/bench/target/lib/*' org.openjdk.jmh.Main Windows
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WindowsBenchmark {
  private static final int MINI_BATCH = 256;

  private final Windows windows = new Windows(Windows.Form.SEQUENCE, 50, 15);
  private final FeatureMatrix readings =
      new FeatureMatrix(new float[1000 * windows.channels()], 1000);
  private final float[] miniBatch = new float[MINI_BATCH * windows.size()];
  private final float[] whole = new float[miniBatch.length];

  /** Fills the readings. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < readings.values().length; i++) {
      readings.values()[i] = (float) random.nextGaussian();
    }
  }

  /** Windows cut, by the window. */
  @Benchmark
  @OperationsPerInvocation(MINI_BATCH)
  public float[] cut() {
    for (int w = 0; w < MINI_BATCH; w++) {
      windows.cut(readings, 0, 100 + w, miniBatch, w * windows.size());
    }
    return miniBatch;
  }

  /** As many numbers copied, by the window. */
  @Benchmark
  @OperationsPerInvocation(MINI_BATCH)
  public float[] copied() {
    System.arraycopy(whole, 0, miniBatch, 0, whole.length);
    return miniBatch;
  }
}
