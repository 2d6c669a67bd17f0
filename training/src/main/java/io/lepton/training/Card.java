package io.lepton.training;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;

/**
 * A graphics card as ND4J sees it.
 *
 * @param name the maker's
 * @param capability CUDA compute capability, such as 8.6
 * @param freeBytes memory that nobody uses
 */
record Card(String name, double capability, long freeBytes) {
  /**
   * nd4j-cuda-11.6 1.0.0-M2.1 holds machine code for compute capabilities 3.7 to 8.6 and nothing
   * that a driver could translate for later ones; code runs on later minor versions of its major
   * one (CUDA C++ Programming Guide, "Binary Compatibility").
   */
  private static final double FIRST = 3.7;

  private static final double BEYOND = 9.0;
  private static final double MIB = 1 << 20;

  /** The cards that a CUDA backend names among the properties of its environment. */
  static List<Card> of(Properties environment) {
    List<Card> cards = new ArrayList<>();
    if (environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> devices) {
      for (Object device : devices) {
        Map<?, ?> told = (Map<?, ?>) device;
        cards.add(
            new Card(
                String.valueOf(told.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)),
                Double.parseDouble(
                    told.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)
                        + "."
                        + told.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)),
                Long.parseLong(String.valueOf(told.get(Nd4jEnvironment.CUDA_FREE_MEMORY_KEY)))));
      }
    }
    return cards;
  }

  /**
   * Passes if the backend has code for this card.
   *
   * @throws PipelineException if not
   */
  void requireSupported() {
    if (capability < FIRST || capability >= BEYOND) {
      throw PipelineException.config(
          "Cannot train on card '%s': its compute capability is %s (expected: 3.7 to 8.9, which the CUDA backend has code for). Use another card or set training.backend = cpu in a build without -Pcuda."
              .formatted(name, capability));
    }
  }

  /**
   * Passes if so much may fit.
   *
   * @param bytes needed at least
   * @throws PipelineException if they cannot fit
   */
  void requireRoom(long bytes) {
    if (bytes > freeBytes) {
      throw PipelineException.config(
          "Cannot train on card '%s': parameters, their copies and mini-batches take %,.0f MiB at least (expected: at most the %,.0f MiB that are free). Lower training.mini-batch-size, make the network smaller, or use a larger card."
              .formatted(name, bytes / MIB, freeBytes / MIB));
    }
  }
}
