package io.lepton.jobs.explain;

import io.lepton.jobs.console.Lines;
import io.lepton.jobs.features.Passport;
import io.lepton.lake.model.ModelManifest;
import io.lepton.scoring.Contributions;
import io.lepton.scoring.ScoringRuntime;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A prediction and where it comes from.
 *
 * @param said the row of the predictions table
 * @param manifest of the model version that said it
 * @param passport of its training set
 * @param readings of the window
 * @param today what the model says of the same window as silver has it now; empty if silver has it
 *     no more
 */
public record Explanation(
    Said said,
    ModelManifest manifest,
    Passport passport,
    Readings readings,
    Optional<Contributions> today) {
  private static final int SENSORS = 8;

  /**
   * A prediction as it is kept.
   *
   * @param interval around it, in words; empty without one
   * @param runtime who asked the network, and is asked again
   */
  public record Said(
      String device,
      Instant time,
      long sequence,
      String model,
      int version,
      double prediction,
      String interval,
      Instant scoredAt,
      ScoringRuntime runtime) {}

  /**
   * What the window was cut from.
   *
   * @param count readings up to the prediction's, at most as many as a window is long
   * @param first event time of the oldest
   * @param place of the newest in Kafka: topic, partition, offset
   * @param payload of the newest, printable; empty if bronze is not kept
   */
  public record Readings(long count, Instant first, String place, Optional<String> payload) {}

  /** As a person reads it. */
  public void print(PrintWriter out, String unit) {
    Lines.line(
        out, "prediction", "%s %s%s", Lines.number(said.prediction()), unit, said.interval());
    Lines.line(out, "of", "%s at %s, sequence %d", said.device(), said.time(), said.sequence());
    Lines.line(
        out,
        "said by",
        "%s@%d on %s at %s",
        said.model(),
        said.version(),
        said.runtime().code(),
        said.scoredAt());
    Lines.line(
        out, "today", "%s", today.map(this::compared).orElse("silver has the reading no more"));
    Lines.line(out, "trained", "%s, seed %d", manifest.createdAt(), manifest.seed());
    Lines.line(out, "training set", "%s, built %s", manifest.trainingSet(), passport.created());
    Lines.line(out, "from", "%s", String.join(", ", passport.sources()));
    Lines.line(out, "window", "%d readings from %s on", readings.count(), readings.first());
    Lines.line(out, "last reading", "%s", readings.place());
    Lines.line(out, "its payload", "%s", readings.payload().orElse("not kept: there is no bronze"));
    today.ifPresent(found -> printSensors(out, found, unit));
  }

  private void printSensors(PrintWriter out, Contributions found, String unit) {
    out.println();
    Lines.line(out, "rests on", "how much higher it is than with the sensor as usual, %s", unit);
    found.sensors().stream()
        .limit(SENSORS)
        .forEach(
            sensor -> out.printf(Locale.ROOT, "  %-28s %+12.3f%n", sensor.name(), sensor.change()));
  }

  private String compared(Contributions found) {
    return Double.compare(found.prediction(), said.prediction()) == 0
        ? "the same, bit for bit"
        : Lines.number(found.prediction()) + ": readings or events have come since";
  }
}
