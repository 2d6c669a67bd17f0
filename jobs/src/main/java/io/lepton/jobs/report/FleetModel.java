package io.lepton.jobs.report;

import io.lepton.features.FleetDrift;
import io.lepton.features.label.Task;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.monitoring.DriftLines;
import io.lepton.jobs.report.ReportData.AtRisk;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Moment;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.scoring.alert.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the template places about the fleet: predictions, alerts and drift. */
final class FleetModel {
  private static final int SHOWN_AT_RISK = 10;
  private static final int SHOWN_ALERTS = 20;
  private static final int SHOWN_CHANNELS = 12;
  private static final List<String> URGENT_FIRST = List.of("critical", "warning", "info");

  private final ReportData data;

  FleetModel(ReportData data) {
    this.data = data;
  }

  Map<String, Object> predictions(Predictions written) {
    List<AtRisk> first = shown(data.asked(), written.fleet());
    double longest = first.stream().mapToDouble(FleetModel::reach).max().orElse(1);
    boolean hasMeters = data.asked().task() != Task.FORECAST;
    Map<String, Object> model = new HashMap<>();
    model.put("rows", Words.count(written.rows()));
    written.byStream().ifPresent(rows -> model.put("byStream", Words.count(rows)));
    model.put("devices", Words.plural(written.fleet().size(), "device"));
    model.put("heading", data.asked().prediction());
    model.put("intervals", first.stream().anyMatch(device -> device.interval().isPresent()));
    model.put("verdicts", first.stream().anyMatch(device -> !device.verdict().isEmpty()));
    model.put("meters", hasMeters);
    model.put("fleet", first.stream().map(device -> device(device, longest)).toList());
    model.put("lines", lines(written));
    model.put("alarm", written.alarm().isPresent());
    written
        .delay()
        .ifPresent(
            delay -> {
              model.put("p50", Words.duration(delay.p50()));
              model.put("p95", Words.duration(delay.p95()));
            });
    return model;
  }

  /** The devices that a page has room for, the one to look at first before the others. */
  static List<AtRisk> shown(Asked asked, List<AtRisk> fleet) {
    return fleet.stream().sorted(asked.order()).limit(SHOWN_AT_RISK).toList();
  }

  private List<Map<String, Object>> lines(Predictions written) {
    List<Map<String, Object>> drawn = new ArrayList<>();
    for (LifeLine line : written.lines()) {
      List<Moment> moments = line.moments();
      drawn.add(
          Map.of(
              "device", line.deviceId(),
              "from", Words.minute(moments.get(0).time()),
              "until", Words.minute(moments.get(moments.size() - 1).time()),
              "plot", Plots.live(line, data.asked(), written, "live" + drawn.size())));
    }
    return drawn;
  }

  private static double reach(AtRisk device) {
    return device.interval().map(interval -> interval.high()).orElse(device.prediction());
  }

  private Map<String, Object> device(AtRisk device, double longest) {
    return Map.of(
        "device", device.deviceId(),
        "time", Words.minute(device.time()),
        "prediction", data.asked().number(device.prediction()),
        "range",
            device
                .interval()
                .map(
                    interval ->
                        data.asked().number(interval.low())
                            + " to "
                            + data.asked().number(interval.high()))
                .orElse(Words.UNKNOWN),
        "verdict", device.verdict(),
        "open", Words.count(openAlerts(device.deviceId())),
        "from", Words.percent(device.interval().map(i -> i.low() / longest).orElse(0.0)),
        "band", Words.percent(device.interval().map(i -> i.width() / longest).orElse(0.0)),
        "width", Words.percent(device.prediction() / longest));
  }

  private long openAlerts(String device) {
    return data.watch().alerts().stream()
        .flatMap(List::stream)
        .filter(alert -> alert.device().equals(device))
        .count();
  }

  /** The open alerts, the most urgent first. */
  static Map<String, Object> alerts(List<Alert> open) {
    List<Alert> sorted =
        open.stream()
            .sorted(
                Comparator.comparingInt((Alert alert) -> URGENT_FIRST.indexOf(alert.severity()))
                    .thenComparing(Comparator.comparing(Alert::raisedAt).reversed())
                    .thenComparing(Alert::key))
            .toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Alert alert : sorted.stream().limit(SHOWN_ALERTS).toList()) {
      rows.add(
          Map.of(
              "severity", alert.severity(),
              "rule", alert.rule(),
              "device", alert.device().equals(Alert.FLEET) ? "the fleet" : alert.device(),
              "raised", Words.minute(alert.raisedAt()),
              "why", why(alert),
              "action", alert.action()));
    }
    return Map.of("rows", rows, "shown", rows.size(), "open", Words.plural(open.size(), "alert"));
  }

  private static String why(Alert alert) {
    return alert.evidence().entrySet().stream()
        .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The last comparison with training, what drifted most first. */
  static Map<String, Object> drift(DriftJob.Result found) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FleetDrift.Channel channel :
        DriftLines.sorted(found.channels()).stream().limit(SHOWN_CHANNELS).toList()) {
      rows.add(
          Map.of(
              "name", channel.channel(),
              "psi", Words.decimals(channel.psi(), 2),
              "distance", Words.decimals(channel.distance(), 2),
              "limit", Words.decimals(channel.limit(), 2),
              "beyond", channel.isBeyondChance(),
              "verdict", channel.verdict().name().toLowerCase(Locale.ROOT)));
    }
    return Map.of(
        "rows", rows,
        "model", found.model().toString(),
        "from", Words.minute(found.from()),
        "until", Words.minute(found.until()),
        "now", Words.plural(found.pieces().now(), "piece"),
        "then", Words.count(found.pieces().then()),
        "verdict", verdict(found),
        "good", found.drifted() == 0 && !isUnknown(found),
        "channels", Words.plural(found.channels().size(), "channel"));
  }

  private static boolean isUnknown(DriftJob.Result found) {
    return found.channels().stream()
        .allMatch(channel -> channel.verdict() == FleetDrift.Verdict.UNKNOWN);
  }

  private static String verdict(DriftJob.Result found) {
    if (isUnknown(found)) {
      return "There are too few devices, or readings, to tell.";
    }
    return found.drifted() == 0
        ? "No channel differs from training by more than chance."
        : "%s of %s differ from training by more than chance."
            .formatted(
                Words.count(found.drifted()), Words.plural(found.channels().size(), "channel"));
  }
}
