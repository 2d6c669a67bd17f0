package io.lepton.jobs.search;

import io.lepton.training.search.Trial;
import io.lepton.training.search.TrialRun;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Trials as a person reads them, and the command that repeats one. */
public final class TrialLines {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=+-]+");
  private static final String FORMAT = "  %5s  %10s  %6s  %7s  %s";
  private static final int MOST = 10;

  private TrialLines() {}

  /** The best trials, each on its highest rung. */
  public static List<String> best(SearchJob.Result result) {
    Set<Integer> seen = new HashSet<>();
    List<String> lines =
        result.search().runs().stream()
            .filter(run -> seen.add(run.trial().number()))
            .limit(MOST)
            .map(TrialLines::line)
            .collect(Collectors.toList());
    lines.add(0, head(result.set().score().words()));
    return lines;
  }

  /** The rows of the table, by training set, there the best first. */
  public static List<String> all(List<Row> rows) {
    Map<String, List<Row>> sets =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.<String>getAs(TrialTable.TRAINING_SET),
                    TreeMap::new,
                    Collectors.toList()));
    return sets.entrySet().stream()
        .flatMap(
            set ->
                Stream.concat(
                    Stream.of(
                        set.getKey(), head(set.getValue().get(0).getAs(TrialTable.SCORE_NAME))),
                    set.getValue().stream()
                        .sorted(Comparator.comparingDouble(TrialLines::score))
                        .map(TrialLines::line)))
        .toList();
  }

  /** The options that make a trial's configuration of the file. */
  public static String repeat(Path file, Trial trial) {
    return "lepton train %s%s"
        .formatted(
            file,
            SearchJob.keys(trial.values()).entrySet().stream()
                .map(set -> " --set " + quoted(set.getKey() + "=" + set.getValue()))
                .collect(Collectors.joining()));
  }

  /** What a trial sets. */
  static String settings(Map<String, String> values) {
    return values.isEmpty()
        ? "the file as it is"
        : values.entrySet().stream()
            .map(set -> set.getKey() + "=" + set.getValue())
            .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String head(String score) {
    return String.format(Locale.ROOT, FORMAT, "trial", "score", "epochs", "seconds", "settings")
        + " (score: %s on validation windows)".formatted(score);
  }

  private static String line(TrialRun run) {
    return line(
        run.trial().number(),
        run.outcome().isFinished() ? number(run.outcome().score()) : "failed",
        run.trial().config().fitting().epochs(),
        run.outcome().seconds(),
        run.trial().values());
  }

  private static String line(Row row) {
    return line(
        row.getAs(TrialTable.TRIAL),
        row.isNullAt(row.fieldIndex(TrialTable.SCORE)) ? "failed" : number(score(row)),
        row.getAs(TrialTable.EPOCHS),
        row.getAs(TrialTable.SECONDS),
        new TreeMap<>(row.getJavaMap(row.fieldIndex(TrialTable.VALUES))));
  }

  private static String line(
      int trial, String score, int epochs, double seconds, Map<String, String> values) {
    return String.format(
        Locale.ROOT,
        FORMAT,
        trial,
        score,
        epochs,
        String.format(Locale.ROOT, "%.1f", seconds),
        settings(values));
  }

  private static double score(Row row) {
    int score = row.fieldIndex(TrialTable.SCORE);
    return row.isNullAt(score) ? Double.POSITIVE_INFINITY : row.getDouble(score);
  }

  private static String number(double score) {
    return String.format(Locale.ROOT, "%.5g", score);
  }
}
