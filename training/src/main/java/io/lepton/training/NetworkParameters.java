package io.lepton.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The parameters of two networks beside each other.
 *
 * @param count how many there are
 * @param different how many are not the same bit for bit
 * @param largest the largest difference; NaN if one of two is no number and the other is
 */
public record NetworkParameters(int count, int different, double largest) {
  /**
   * Compares networks of one form, the first with the first and so on.
   *
   * @param first as {@link TrainedEnsemble#models} has them
   * @param second as {@link TrainedEnsemble#models} has them
   * @throws IllegalArgumentException if they are not equally many or have not equally many
   *     parameters
   */
  public static NetworkParameters compared(List<byte[]> first, List<byte[]> second) {
    Check.argument(
        first.size() == second.size(), "networks", second.size(), String.valueOf(first.size()));
    NetworkParameters all = new NetworkParameters(0, 0, 0);
    for (int i = 0; i < first.size(); i++) {
      all = all.plus(compared(parameters(first.get(i)), parameters(second.get(i))));
    }
    return all;
  }

  private NetworkParameters plus(NetworkParameters other) {
    return new NetworkParameters(
        count + other.count, different + other.different, Math.max(largest, other.largest));
  }

  static NetworkParameters compared(float[] first, float[] second) {
    Check.argument(
        first.length == second.length, "parameters", second.length, String.valueOf(first.length));
    int different = 0;
    double largest = 0;
    for (int i = 0; i < first.length; i++) {
      if (Float.floatToIntBits(first[i]) != Float.floatToIntBits(second[i])) {
        different++;
        // Math.max keeps NaN
        largest = Math.max(largest, Math.abs((double) first[i] - second[i]));
      }
    }
    return new NetworkParameters(first.length, different, largest);
  }

  private static float[] parameters(byte[] model) {
    try {
      MultiLayerNetwork network =
          ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(model), false);
      float[] parameters = HostFloats.of(network.params());
      Networks.free(network);
      return parameters;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a network from memory", e);
    }
  }
}
