package io.lepton.training.search;

import io.lepton.lake.PipelineException;
import io.lepton.lake.config.InvalidConfigException;
import io.lepton.training.TrainingConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The choice of a search's trials. It depends on the space, the seed and the file alone; a search
 * for more trials begins with the same ones.
 */
public final class TrialDraw {
  // so often is drawn for each trial: then a space of few points is used up
  private static final int DRAWS = 50;

  private final SearchConfig search;
  private final Function<SortedMap<String, String>, TrainingConfig> reader;
  private final List<Trial> trials = new ArrayList<>();
  private final Set<String> hashes = new HashSet<>();
  private final Map<String, String> problems = new LinkedHashMap<>();
  private int refused;

  private TrialDraw(
      SearchConfig search, Function<SortedMap<String, String>, TrainingConfig> reader) {
    this.search = search;
    this.reader = reader;
  }

  /**
   * The trials: the file's own, then points of the space. No two of them come to the same training,
   * so there are fewer than asked for if the space has no more.
   *
   * @param reader reads the file with values set by key under {@code training}
   * @throws PipelineException of kind CONFIG if there is no space, or with all that was refused
   */
  public static List<Trial> of(
      SearchConfig search, Function<SortedMap<String, String>, TrainingConfig> reader) {
    if (search.space().choices().isEmpty()) {
      throw PipelineException.config(
          "Cannot search: training.search.space is empty (expected: keys under training with what"
              + " they may be, such as learning-rate = { from = 1e-4, to = 1e-2, scale = log })."
              + " Write it into the file.");
    }
    return new TrialDraw(search, reader).draw();
  }

  private List<Trial> draw() {
    int wanted = search.budget().trials();
    Set<Map<String, String>> drawn = new HashSet<>();
    take(new TreeMap<>());
    for (long i = 0; i < (long) DRAWS * wanted && trials.size() + refused < wanted; i++) {
      SortedMap<String, String> values = search.space().draw(search.seed(), i);
      if (drawn.add(values)) {
        take(values);
      }
    }
    if (refused > 0) {
      throw PipelineException.config(
          "Cannot search: %d of %d trials of training.search.space are refused:\n  %s\nChange what these keys may be."
              .formatted(refused, trials.size() + refused, String.join("\n  ", problems.values())));
    }
    return trials;
  }

  private void take(SortedMap<String, String> values) {
    try {
      Trial trial = new Trial(trials.size() + 1, values, reader.apply(values));
      if (hashes.add(trial.hash())) {
        trials.add(trial);
      }
    } catch (InvalidConfigException e) {
      refused++;
      e.problems().forEach(this::note);
    }
  }

  /** Keeps the first problem of each key. */
  private void note(String problem) {
    String text = problem.replaceFirst(" \\(--set\\)", ""); // nobody has set it there
    problems.putIfAbsent(text.replaceFirst("[ :].*", ""), text);
  }
}
