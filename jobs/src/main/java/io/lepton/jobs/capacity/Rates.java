package io.lepton.jobs.capacity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one core does in a second and what a row takes, as {@code lepton bench} has measured it. The
 * resource {@code measured.json} has what we measured, in the form of {@code bench.json}.
 */
public final class Rates {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CORES = Pattern.compile("--cores (\\d+)");
  private static final int CORES_OF_A_BENCHMARK = 2; // unless its command says otherwise

  private final Map<Measure, Double> values = new EnumMap<>(Measure.class);
  private final Map<Measure, String> machines = new EnumMap<>(Measure.class);

  private Rates(JsonNode ours) {
    take(ours);
  }

  /** What we measured. */
  public static Rates ours() {
    try (InputStream in = Rates.class.getResourceAsStream("measured.json")) {
      return new Rates(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a run of {@code lepton bench} has measured; ours where it says nothing.
   *
   * @throws PipelineException if the file is none of its
   */
  public static Rates measured(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Rates rates = ours();
      if (rates.take(JSON.readTree(in)) == 0) {
        throw unfit(file, "no figure that is known", null);
      }
      return rates;
    } catch (IOException e) {
      throw unfit(file, e.getClass().getSimpleName(), e);
    }
  }

  private static PipelineException unfit(Path file, String found, Exception cause) {
    String text =
        "Cannot read rates from '%s': %s (expected: the bench.json of 'lepton bench'). Name another file with --measured, or leave it out to plan with ours."
            .formatted(file, found);
    return new PipelineException(PipelineException.Kind.CONFIG, text, cause);
  }

  /** Takes what is known of some benchmarks, and says how many figures that were. */
  private int take(JsonNode benchmarks) {
    int taken = 0;
    for (JsonNode benchmark : benchmarks) {
      Matcher given = CORES.matcher(benchmark.path("command").asText());
      int cores = given.find() ? Integer.parseInt(given.group(1)) : CORES_OF_A_BENCHMARK;
      JsonNode machine = benchmark.path("machine");
      for (JsonNode figure : benchmark.path("figures")) {
        String name = figure.path("name").asText();
        double value = figure.path("values").path("median").asDouble();
        for (Measure measure : Measure.values()) {
          if (value > 0 && measure.isNamed(name)) {
            values.put(measure, measure.ofOneCore(name, value, cores));
            machines.put(
                measure,
                machine.path("cores").asText() + " cores, " + machine.path("model").asText());
            taken++;
          }
        }
      }
    }
    return taken;
  }

  /** What a core does in a second, or bytes of a row, where readings have so many channels. */
  double of(Measure measure, int channels) {
    return measure.scaled(values.get(measure), channels);
  }

  /** What was measured on which machine. */
  Map<String, String> machines() {
    Map<String, String> said = new TreeMap<>();
    machines.forEach(
        (measure, machine) ->
            said.merge(
                machine,
                measure.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                (before, more) -> before + ", " + more));
    return said;
  }
}
