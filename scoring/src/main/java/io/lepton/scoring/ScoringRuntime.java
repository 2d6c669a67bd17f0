package io.lepton.scoring;

import io.lepton.features.Windows;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * Who asks a network. What two of them say of a window differs by rounding; what one says does not
 * depend on when and beside which windows it is asked.
 */
public enum ScoringRuntime {
  /** Deeplearning4j, which also trains. */
  DEEPLEARNING4J,
  /** ONNX Runtime, from the network's layers and parameters as a model of ONNX. */
  ONNX;

  /** As it stands in the configuration and in predictions. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Who has this code. */
  public static ScoringRuntime of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** Who made a prediction; one that does not say so is older than the choice. */
  public static ScoringRuntime of(Row prediction) {
    return prediction.schema().getFieldIndex(PredictionTable.RUNTIME).isEmpty()
            || prediction.getAs(PredictionTable.RUNTIME) == null
        ? DEEPLEARNING4J
        : of(prediction.<String>getAs(PredictionTable.RUNTIME));
  }

  /** Opens a network, as it is stored. */
  Predictor read(byte[] network, Windows windows) {
    return switch (this) {
      case DEEPLEARNING4J -> Dl4jPredictor.read(network, windows);
      case ONNX -> OnnxPredictor.read(network, windows);
    };
  }
}
