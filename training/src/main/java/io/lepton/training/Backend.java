package io.lepton.training;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** The part of ND4J that does the arithmetic: on the processor or on a graphics card. */
public final class Backend {
  /** The processor. */
  public static final String CPU = "cpu";

  /** An NVIDIA graphics card. */
  public static final String CUDA = "cuda";

  private Backend() {}

  /** The backend on the class path: {@code cpu} or {@code cuda}. */
  public static String loaded() {
    return Nd4j.getBackend().getEnvironment().isCPU() ? CPU : CUDA;
  }

  /** Versions of the libraries that train, as their jars state them: name to version. */
  public static Map<String, String> versions() {
    return Map.of(
        "dl4j", version("org.deeplearning4j", "deeplearning4j-nn"),
        "nd4j", version("org.nd4j", "nd4j-api"));
  }

  private static String version(String group, String artifact) {
    String file = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
    try (InputStream in = Backend.class.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * Passes if this backend is on the class path.
   *
   * @throws PipelineException if it is the other one
   */
  public static void require(String backend) {
    checkName(backend);
    require(backend, loaded());
  }

  static void require(String wanted, String loaded) {
    if (!wanted.equals(loaded)) {
      throw PipelineException.config(
          "Cannot train with backend '%s': the class path has the %s backend. Build %s or set training.backend = %s."
              .formatted(
                  wanted,
                  loaded.equals(CPU) ? "CPU" : "CUDA",
                  wanted.equals(CUDA) ? "with -Pcuda" : "without -Pcuda",
                  loaded));
    }
  }

  static void checkName(String backend) {
    Check.argument(
        CPU.equals(backend) || CUDA.equals(backend),
        "backend",
        "'" + backend + "'",
        "'cpu' or 'cuda'");
  }
}
