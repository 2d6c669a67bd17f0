package io.lepton.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.lepton.features.Windows;
import io.lepton.lake.PipelineException;
import io.lepton.scoring.onnx.OnnxExport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A network in ONNX Runtime, on one thread. It is made from Deeplearning4j's when it is opened, and
 * must then say the same of a few windows.
 */
final class OnnxPredictor implements Predictor {
  /** How far outputs may lie apart: of 1, or of the largest one where that is more. */
  static final float TOLERANCE = 1e-5f;

  private static final int CHECKED = 3;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final Windows windows;
  private FloatBuffer buffer = FloatBuffer.allocate(0); // outside the heap once it is used

  private OnnxPredictor(OrtEnvironment environment, OrtSession session, Windows windows) {
    this.environment = environment;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
    this.windows = windows;
  }

  /**
   * Converts a network.
   *
   * @throws PipelineException if it cannot be read or converted, or does not say the same then
   */
  static OnnxPredictor read(byte[] network, Windows windows) {
    try (Dl4jPredictor original = Dl4jPredictor.read(network, windows)) {
      OnnxPredictor converted =
          open(OnnxExport.of(original.network(), windows.channels(), windows.steps()), windows);
      try {
        requireSame(original, converted, windows);
      } catch (RuntimeException e) {
        converted.close();
        throw e;
      }
      return converted;
    }
  }

  /** Opens a model of ONNX. */
  static OnnxPredictor open(byte[] model, Windows windows) {
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lepton");
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(1); // a task has one core
        options.setInterOpNumThreads(1);
        options.setDeterministicCompute(true);
        return new OnnxPredictor(environment, environment.createSession(model, options), windows);
      }
    } catch (OrtException | LinkageError e) {
      throw PipelineException.outside(
          "Cannot open the network in ONNX Runtime: %s (expected: Linux, macOS or Windows with a C library of our days, and room in java.io.tmpdir). Set scoring.runtime = deeplearning4j."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Zeros, and windows as scaled features are: around zero, mostly within two. */
  private static void requireSame(Predictor original, Predictor converted, Windows windows) {
    float[] asked = new float[CHECKED * windows.size()];
    for (int i = windows.size(); i < asked.length; i++) {
      asked[i] = (float) (2 * Math.sin(1.7 * i));
    }
    float[] expected = original.predict(asked, CHECKED);
    float[] found = converted.predict(asked, CHECKED);
    float largest = 1;
    for (float number : expected) {
      largest = Float.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean isSame =
          Float.compare(expected[i], found[i]) == 0
              || Math.abs(expected[i] - found[i]) <= TOLERANCE * largest;
      if (!isSame) {
        throw PipelineException.config(
            "Cannot score with ONNX Runtime: it says %s of a window of which Deeplearning4j says %s (expected: at most a hundred-thousandth apart). Set scoring.runtime = deeplearning4j."
                .formatted(found[i], expected[i]));
      }
    }
  }

  @Override
  public float[] predict(float[] miniBatch, int count) {
    int size = count * windows.size();
    if (buffer.capacity() != size) {
      buffer =
          ByteBuffer.allocateDirect(size * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    buffer.clear().put(miniBatch, 0, size).flip();
    long[] shape = {count, windows.channels(), windows.steps()};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      FloatBuffer outputs = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] said = new float[outputs.remaining()];
      outputs.get(said);
      return said;
    } catch (OrtException e) {
      throw PipelineException.outside(
          "Cannot ask the network: ONNX Runtime says '%s' (expected: an answer). Set scoring.runtime = deeplearning4j."
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw PipelineException.outside(
          "Cannot close the network: ONNX Runtime says '%s' (expected: no objection). Start again."
              .formatted(e.getMessage()),
          e);
    }
  }
}
