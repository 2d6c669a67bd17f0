package io.lepton.features;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Health as a terminal shows it: at most 100 columns, plain characters only. */
final class HealthText {
  private static final int WIDTH = 100;
  private static final int NAME = 28;
  private static final String NONE = "-";

  private final DataHealth health;
  private final StringBuilder text = new StringBuilder();

  HealthText(DataHealth health) {
    this.health = health;
  }

  String text() {
    line("Data health of training set '" + health.trainingSet() + "'");
    parts();
    channels();
    labels();
    findings();
    return text.toString();
  }

  private void parts() {
    line("");
    row(
        "%-28s%12s%12s%12s%12s%12s",
        "part", "devices", "no window", "readings", "too late", "windows");
    for (DataHealth.Part part : health.parts()) {
      row(
          "%-28s%,12d%,12d%,12d%,12d%,12d",
          part.split().code(),
          part.devices(),
          part.devicesWithoutWindow(),
          part.readings(),
          part.tooLate(),
          part.windows());
    }
  }

  private void channels() {
    line("");
    row(
        "%-28s%8s%8s%9s%10s%7s%15s%15s",
        "", "missing", "not", "constant", "longest", "never", "PSI valid.", "KS valid.");
    row(
        "%-28s%8s%8s%9s%10s%7s%15s%15s",
        "channel", "%", "finite%", "in train", "run", "moves%", "/ test", "/ test");
    for (DataHealth.Channel channel : health.channels()) {
      row(
          "%-28s%8.1f%8.1f%9s%,10d%7.0f%15s%15s",
          shortened(channel.name()),
          100 * most(channel.presence(), DataHealth.Presence::missing),
          100 * most(channel.presence(), DataHealth.Presence::notFinite),
          channel.constant() ? "yes" : NONE,
          channel.longestRun(),
          100 * channel.neverMoves(),
          drift(channel, Drift::psi),
          drift(channel, Drift::distance));
    }
    line("missing, not finite: the largest of the parts; run: readings; drift: against train");
  }

  private static double most(
      List<DataHealth.Presence> parts, ToDoubleFunction<DataHealth.Presence> share) {
    return parts.stream().mapToDouble(share).max().orElse(0);
  }

  private static String drift(DataHealth.Channel channel, ToDoubleFunction<Drift> figure) {
    return List.of(Split.VALIDATION, Split.TEST).stream()
        .map(
            split ->
                channel
                    .driftOf(split)
                    .map(drift -> String.format(Locale.ROOT, "%.2f", figure.applyAsDouble(drift)))
                    .orElse(NONE))
        .collect(Collectors.joining(" / "));
  }

  private void labels() {
    List<String> names = health.labels().names();
    if (names.isEmpty()) {
      return;
    }
    line("");
    row("%-28s%12s%12s%12s", "windows with label", "train", "validation", "test");
    for (int n = 0; n < names.size(); n++) {
      row(
          "%-28s%,12d%,12d%,12d",
          shortened(names.get(n)),
          health.labels(Split.TRAIN).windows().get(n),
          health.labels(Split.VALIDATION).windows().get(n),
          health.labels(Split.TEST).windows().get(n));
    }
  }

  private void findings() {
    line("");
    if (health.findings().isEmpty()) {
      line("Nothing stands out.");
    }
    for (Finding finding : health.findings()) {
      wrapped(
          finding.severity() == Finding.Severity.REFUSE ? "REFUSED " : "WARNING ", finding.text());
    }
  }

  /** Words in lines, each indented as far as the first one's mark is wide. */
  private void wrapped(String mark, String words) {
    StringBuilder line = new StringBuilder(mark);
    for (String word : words.split(" ")) {
      if (line.length() + word.length() > WIDTH && line.length() > mark.length()) {
        line(line.toString());
        line = new StringBuilder(" ".repeat(mark.length()));
      }
      line.append(word).append(' ');
    }
    line(line.toString());
  }

  private static String shortened(String name) {
    return name.length() < NAME ? name : name.substring(0, NAME - 4) + "...";
  }

  private void row(String format, Object... values) {
    line(String.format(Locale.ROOT, format, values));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
