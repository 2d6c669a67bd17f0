package io.lepton.jobs.evaluation;

import io.lepton.jobs.console.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network beside simple models, measured on the same windows. The first figure, the most telling
 * one, decides who is better.
 *
 * @param model the network's model version
 * @param metrics the network's figures
 * @param rivals the simple models; none of them is fine
 */
public record Comparison(String model, List<Metric> metrics, List<Rival> rivals) {
  private static final Set<String> ERRORS =
      Set.of(Metric.RMSE, Metric.MAE, Metric.PHM, Metric.MSE, Metric.CROSS_ENTROPY);
  private static final List<String> SCORES =
      List.of("F1 of", "precision of", "recall of", "ROC AUC of", "PR AUC of");
  static final String NAIVE = "naive";

  /** Copies what it is given. */
  public Comparison {
    metrics = List.copyOf(metrics);
    rivals = List.copyOf(rivals);
  }

  /**
   * A simple model.
   *
   * @param name what it is called
   * @param metrics its figures, named as the network's are
   */
  public record Rival(String name, List<Metric> metrics) {
    /** Its figure of a name. */
    public OptionalDouble value(String metric) {
      return metrics.stream()
          .filter(m -> m.name().equals(metric))
          .mapToDouble(Metric::value)
          .findFirst();
    }
  }

  /** A figure of one of them. */
  public record Entry(String name, double value) {}

  /** Of one figure what each has, first the network; the naive guess last, where it has one. */
  public List<Entry> entries(Metric metric) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(model, metric.value()));
    for (Rival rival : rivals) {
      rival.value(metric.name()).ifPresent(value -> entries.add(new Entry(rival.name(), value)));
    }
    metric.naive().ifPresent(value -> entries.add(new Entry(NAIVE, value)));
    return entries;
  }

  /** Who has the best figure, the first of equals; nobody if it is neither an error nor a score. */
  Optional<Entry> best(Metric metric) {
    boolean isError = ERRORS.contains(metric.name());
    if (!isError && SCORES.stream().noneMatch(metric.name()::startsWith)) {
      return Optional.empty();
    }
    Entry best = entries(metric).get(0);
    for (Entry entry : entries(metric)) {
      boolean isBetter = isError ? entry.value() < best.value() : entry.value() > best.value();
      best = isBetter ? entry : best;
    }
    return Optional.of(best);
  }

  /** Whether less of a figure is better. */
  public static boolean isError(Metric metric) {
    return ERRORS.contains(metric.name());
  }

  /** Whether any of the others is at least as good. */
  public boolean isBeaten() {
    return !stronger().isEmpty();
  }

  private List<Entry> stronger() {
    Metric first = metrics.get(0);
    return entries(first).stream()
        .skip(1)
        .filter(e -> isError(first) ? !(first.value() < e.value()) : !(first.value() > e.value()))
        .toList();
  }

  /** In one sentence: whom the network beats, or whom it does not. A draw beats nobody. */
  public String verdict() {
    Metric first = metrics.get(0);
    List<Entry> others = entries(first).stream().skip(1).toList();
    List<Entry> stronger = stronger();
    if (others.isEmpty()) {
      return model + " was compared with no other.";
    }
    return "%s %s %s: %s %s against %s."
        .formatted(
            model,
            stronger.isEmpty() ? "beats" : "does not beat",
            names(stronger.isEmpty() ? others : stronger),
            first.name(),
            Lines.number(first.value()),
            figures(stronger.isEmpty() ? others : stronger));
  }

  private static String names(List<Entry> entries) {
    return listed(entries.stream().map(e -> e.name().equals(NAIVE) ? "the naive guess" : e.name()));
  }

  private static String figures(List<Entry> entries) {
    return listed(entries.stream().map(e -> Lines.number(e.value())));
  }

  private static String listed(Stream<String> words) {
    List<String> all = words.toList();
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
