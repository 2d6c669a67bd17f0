package io.lepton.jobs.report;

import io.lepton.features.label.Task;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.lake.table.Micros;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Held-out devices over time, as the template places them. */
final class LifeModel {
  private static final int SHOWN_LIVES = 3;

  private final ReportData data;

  LifeModel(ReportData data) {
    this.data = data;
  }

  List<Map<String, Object>> lives() {
    List<LifeLine> drawn =
        data.lives().stream().filter(life -> !life.moments().isEmpty()).limit(SHOWN_LIVES).toList();
    return IntStream.range(0, drawn.size()).mapToObj(i -> life(drawn.get(i), "life" + i)).toList();
  }

  private Map<String, Object> life(LifeLine life, String id) {
    OptionalDouble alarm =
        data.predictions().map(Predictions::alarm).orElse(OptionalDouble.empty());
    return Map.of(
        "device", life.deviceId(),
        "happened", happened(life),
        "band", life.moments().stream().anyMatch(moment -> moment.interval().isPresent()),
        "axis", data.asked().task() == Task.REGRESSION ? "Remaining life" : data.asked().axis(),
        "alarm", alarm.isPresent(),
        "truth", life.moments().stream().anyMatch(moment -> Double.isFinite(moment.truth())),
        "plot", Plots.lifeLine(life, data.asked(), alarm, id));
  }

  /** How what was said over time is headed, by what was asked. */
  Map<String, Object> over() {
    return switch (data.asked().task()) {
      case REGRESSION ->
          Map.of(
              "title", "Lives of held-out devices",
              "lead", "What the model said at each moment, beside what turned out to be true.",
              "said", "predicted");
      case CLASSIFICATION ->
          Map.of(
              "title", "Held-out devices over time",
              "lead", "How probable the model held it at each moment, beside what came: 1 or 0.",
              "said", "probability");
      case FORECAST ->
          Map.of(
              "title", "Forecasts of held-out time",
              "lead",
                  "The last reading foreseen, of the first channel, and what it turned out to be, in standard deviations; drawn where it was foreseen.",
              "said", "foreseen");
      case RECONSTRUCTION ->
          Map.of(
              "title", "Scores of held-out devices",
              "lead",
                  "How unusual the model found each reading; shaded where an event says that something was wrong.",
              "said", "score");
    };
  }

  private String happened(LifeLine life) {
    List<String> told =
        life.happened().stream()
            .map(
                event ->
                    event.from() == event.until()
                        ? "failed " + Words.minute(Micros.instant(event.from()))
                        : "wrong from %s to %s"
                            .formatted(
                                Words.minute(Micros.instant(event.from())),
                                Words.minute(Micros.instant(event.until()))))
            .toList();
    if (told.isEmpty()) {
      return data.asked().task() == Task.FORECAST ? "" : "nothing was reported of it";
    }
    return String.join("; ", told) + " (UTC)";
  }
}
