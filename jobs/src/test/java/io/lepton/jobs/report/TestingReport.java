package io.lepton.jobs.report;

import io.lepton.features.DataHealth;
import io.lepton.features.Drift;
import io.lepton.features.Finding;
import io.lepton.features.FleetDrift;
import io.lepton.features.Split;
import io.lepton.jobs.evaluation.ClassCurves;
import io.lepton.jobs.evaluation.Comparison;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.evaluation.Performance;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.report.ReportData.AtRisk;
import io.lepton.jobs.report.ReportData.Counts;
import io.lepton.jobs.report.ReportData.Delay;
import io.lepton.jobs.report.ReportData.Epoch;
import io.lepton.jobs.report.ReportData.Evaluation;
import io.lepton.jobs.report.ReportData.Features;
import io.lepton.jobs.report.ReportData.Ingest;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Moment;
import io.lepton.jobs.report.ReportData.Point;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.jobs.report.ReportData.Protocol;
import io.lepton.jobs.report.ReportData.Training;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Micros;
import io.lepton.scoring.alert.Alert;
import io.lepton.training.alarm.Incident;
import io.lepton.training.evaluation.Interval;
import io.lepton.training.evaluation.ProbabilityScores;
import io.lepton.training.evaluation.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/** A made-up report that looks like a real one. */
final class TestingReport {
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final double CAP = 125;

  private TestingReport() {}

  static ReportData full() {
    return new ReportData(
        "turbofan",
        Instant.parse("2026-03-02T17:41:09Z"),
        "/data/lake/turbofan",
        Optional.of("turbofan@1"),
        Asked.remaining("cycles"),
        Optional.of(ingest()),
        Optional.of(features()),
        Optional.of(health()),
        Optional.of(training()),
        Optional.of(evaluation()),
        List.of(life("engine-017", 212, 1), life("engine-042", 168, 2), life("engine-063", 251, 3)),
        Optional.of(predictions("engine-031")),
        watch(),
        Optional.of(
            new ModelCard(
                Map.of("Learned from", "65 devices"), List.of("Labels end at 125 cycles."))));
  }

  static ReportData empty() {
    return new ReportData(
        "turbofan",
        Instant.parse("2026-03-02T17:41:09Z"),
        "/data/lake/turbofan",
        Optional.empty(),
        Asked.remaining("cycles"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        FleetWatch.NONE,
        Optional.empty());
  }

  /** A report of a model that was asked something else. */
  static ReportData of(Asked asked, Evaluation evaluation) {
    ReportData full = full();
    return new ReportData(
        full.pipeline(),
        full.generatedAt(),
        full.lake(),
        full.model(),
        asked,
        full.ingest(),
        full.features(),
        full.health(),
        full.training(),
        Optional.of(evaluation),
        full.lives(),
        full.predictions(),
        full.watch(),
        full.card());
  }

  /** What is known of a class that is rare. */
  static Evaluation curves() {
    Evaluation full = evaluation();
    return new Evaluation(
        full.protocol(),
        full.devices(),
        full.windows(),
        full.comparison(),
        full.alarms(),
        List.of(),
        List.of(
            new ClassCurves(
                "failing",
                0.035,
                IntStream.rangeClosed(1, 100)
                    .mapToObj(i -> new Ranking.Operating(i / 100.0, 1 - i * i / 11_000.0))
                    .toList(),
                List.of(
                    new ProbabilityScores.Bin(9_100, 0.02, 0.01),
                    new ProbabilityScores.Bin(210, 0.46, 0.4),
                    new ProbabilityScores.Bin(90, 0.93, 0.97)))));
  }

  static ReportData with(Predictions predictions) {
    ReportData empty = empty();
    return new ReportData(
        empty.pipeline(),
        empty.generatedAt(),
        empty.lake(),
        empty.model(),
        empty.asked(),
        empty.ingest(),
        empty.features(),
        empty.health(),
        empty.training(),
        empty.evaluation(),
        empty.lives(),
        Optional.of(predictions),
        FleetWatch.NONE,
        Optional.empty());
  }

  static Counts counts(long late) {
    return new Counts(
        20_913, 20_311, 204, late, Map.of("unparsable", 103L, "range:fan_speed", 82L));
  }

  static Predictions predictions(String riskiest) {
    Random random = new Random(7);
    List<AtRisk> fleet =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    new AtRisk(
                        i == 5 ? riskiest : "engine-0" + (70 + i),
                        START.plus(Duration.ofHours(900 + i)),
                        i == 5 ? 8.4 : 12 + 90 * random.nextDouble(),
                        i == 5 ? Optional.of(new Interval(2.1, 14.7)) : Optional.empty(),
                        ""))
            .toList();
    return new Predictions(
        20_311,
        OptionalLong.of(2_909),
        Optional.of(new Delay(Duration.ofMillis(3_840), Duration.ofMillis(7_120))),
        fleet,
        FleetModel.shown(Asked.remaining("cycles"), fleet).stream()
            .map(device -> live(device.deviceId(), device.prediction()))
            .toList(),
        OptionalDouble.empty());
  }

  private static Ingest ingest() {
    return new Ingest(counts(213), Optional.of(counts(213)));
  }

  private static Features features() {
    Map<String, Long> devices = new LinkedHashMap<>();
    devices.put("train", 65L);
    devices.put("validation", 15L);
    devices.put("test", 20L);
    List<String> channels =
        List.of("cycle", "lpc_outlet_temperature", "hpc_outlet_temperature", "fan_speed");
    return new Features(
        "whole devices go to one split, drawn with seed 1", devices, channels, 30, 6);
  }

  private static DataHealth health() {
    List<DataHealth.Presence> presence =
        List.of(
            new DataHealth.Presence(Split.TRAIN, 0.012, 0),
            new DataHealth.Presence(Split.VALIDATION, 0.034, 0),
            new DataHealth.Presence(Split.TEST, 0, 0.001));
    List<DataHealth.Channel> channels =
        List.of(
            new DataHealth.Channel("cycle", false, false, presence, 1, 0, drift(0.04, 0.07)),
            new DataHealth.Channel(
                "fan_speed", false, false, presence, 17, 0.02, drift(0.11, 0.61)),
            new DataHealth.Channel("bleed", false, true, presence, 251, 1, drift(0, 0)));
    List<DataHealth.LabelCounts> labels =
        List.of(
            new DataHealth.LabelCounts(Split.TRAIN, List.of(3_400L, 8_000L), 0),
            new DataHealth.LabelCounts(Split.VALIDATION, List.of(700L, 1_900L), 0),
            new DataHealth.LabelCounts(Split.TEST, List.of(871L, 3_000L), 0));
    return new DataHealth(
        "turbofan",
        List.of(
            new DataHealth.Part(Split.TRAIN, 66, 13_313, 41, 11_400, 1),
            new DataHealth.Part(Split.VALIDATION, 15, 3_018, 0, 2_600, 0),
            new DataHealth.Part(Split.TEST, 20, 3_980, 2, 3_871, 0)),
        channels,
        new DataHealth.Labels(List.of("0 to 62.5", "62.5 to 125"), labels),
        List.of(
            new Finding(
                Finding.Severity.WARN,
                "constant",
                "Channel 'bleed' has the same value everywhere.")));
  }

  private static List<Drift> drift(double validation, double test) {
    return List.of(
        new Drift(Split.VALIDATION, validation, 0.02, validation / 2),
        new Drift(Split.TEST, test, 0.02, test / 2));
  }

  private static Training training() {
    Random random = new Random(3);
    List<Epoch> epochs =
        IntStream.rangeClosed(1, 12)
            .mapToObj(
                i ->
                    new Epoch(
                        i,
                        13.1 + 38 * Math.exp(-0.55 * i) + random.nextDouble(),
                        15.2 + 30 * Math.exp(-0.6 * i) + 0.25 * Math.max(0, i - 7),
                        5_100 + random.nextInt(600),
                        0.031 / i))
            .toList();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Learning rate", "0.002");
    settings.put("Mini-batch size", "128");
    settings.put("Averaging frequency", "5");
    settings.put("Seed", "1");
    return new Training(
        epochs,
        7,
        11_240,
        2,
        "LSTM 32, dense 16, output 1; 7,105 parameters",
        Duration.ofSeconds(192),
        "RMSE (cycles)",
        settings);
  }

  private static Evaluation evaluation() {
    Random random = new Random(5);
    List<Point> points =
        IntStream.range(0, 1_500)
            .mapToObj(
                i -> {
                  double label = Math.min(CAP, 190 * random.nextDouble());
                  double spread = 4 + 11 * label / CAP;
                  double said = Math.min(127, label + spread * random.nextGaussian());
                  return new Point(label, Math.max(0, said));
                })
            .toList();
    return new Evaluation(
        new Protocol(
            "test",
            OptionalDouble.of(CAP),
            "every window of a device",
            "whole devices go to one split, drawn with seed 1"),
        20,
        3_871,
        new Comparison(
            "turbofan@1",
            List.of(
                new Metric(
                    Metric.RMSE,
                    15.83,
                    OptionalDouble.of(41.62),
                    Optional.of(new Interval(13.2, 18.7))),
                new Metric(Metric.MAE, 11.27, OptionalDouble.empty(), Optional.empty()),
                new Metric(Metric.PHM, 14_902, OptionalDouble.empty(), Optional.empty())),
            List.of(rival("linear", 19.4), rival("boosted-trees", 17.2))),
        List.of(),
        points,
        List.of());
  }

  private static Comparison.Rival rival(String name, double rmse) {
    return new Comparison.Rival(
        name, List.of(new Metric(Metric.RMSE, rmse, OptionalDouble.empty(), Optional.empty())));
  }

  static FleetWatch watch() {
    return new FleetWatch(
        Optional.of(
            List.of(
                alert("gaps", "engine-070", "info", "2026-02-12T00:00:00Z"),
                alert("engine-due", "engine-031", "critical", "2026-02-11T20:00:00Z"))),
        Optional.of(
            new DriftJob.Result(
                new ModelVersion("turbofan", 1),
                START,
                START.plus(Duration.ofDays(7)),
                new DriftJob.Pieces(24, 130),
                List.of(
                    new FleetDrift.Channel("cycle", 0.01, 0.05, 0.2, FleetDrift.Verdict.SAME),
                    new FleetDrift.Channel(
                        "fan_speed", 0.81, 0.55, 0.21, FleetDrift.Verdict.SHIFTED)))),
        List.of(
            month("all", 19.61, Performance.Verdict.AS_PROMISED),
            month("2026-01", 14.72, Performance.Verdict.AS_PROMISED),
            month("2026-02", 28.43, Performance.Verdict.WORSE)));
  }

  /** What was said of a device that has so many cycles left. */
  private static LifeLine live(String device, double left) {
    List<Moment> moments =
        life(device, 200, device.hashCode()).moments().stream()
            .filter(moment -> moment.truth() > left)
            .map(m -> new Moment(m.time(), Double.NaN, m.prediction(), m.interval()))
            .toList();
    return new LifeLine(device, moments, List.of());
  }

  private static Performance.Period month(String name, double rmse, Performance.Verdict verdict) {
    return new Performance.Period(
        name,
        new Performance.Count(1_204, 9),
        new Performance.Count(3_370, 24),
        List.of(
            new Performance.Figure(
                Metric.RMSE,
                new Performance.Value(rmse, Optional.empty()),
                Optional.of(new Performance.Value(15.83, Optional.empty())),
                verdict)));
  }

  private static Alert alert(String rule, String device, String severity, String raised) {
    return new Alert(
        rule,
        device,
        Instant.parse(raised),
        Optional.empty(),
        severity,
        Map.of("lower", "2.1"),
        "Take it out.",
        Alert.Model.NONE);
  }

  static LifeLine life(String device, int cycles, long seed) {
    Random random = new Random(seed);
    List<Moment> moments =
        IntStream.range(30, cycles)
            .mapToObj(
                i -> {
                  double left = cycles - i;
                  double said = Math.min(CAP, left) + (2 + left / 20) * random.nextGaussian();
                  return new Moment(
                      START.plus(Duration.ofHours(i)),
                      left,
                      Math.max(0, Math.min(127, said)),
                      Optional.of(new Interval(Math.max(0, said - 20), said + 20)));
                })
            .toList();
    long failed = Micros.of(START.plus(Duration.ofHours(cycles)));
    return new LifeLine(device, moments, List.of(new Incident(failed, failed)));
  }
}
