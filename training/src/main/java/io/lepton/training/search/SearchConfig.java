package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.util.List;
import java.util.OptionalInt;

/**
 * How better settings of training are looked for.
 *
 * @param space what to choose from
 * @param method which trials are trained how long
 * @param budget what it may cost
 * @param halving for the method {@code halving}
 * @param seed of the trials
 * @param table name of the trials' table in the gold layer
 */
public record SearchConfig(
    Space space, Method method, Budget budget, Halving halving, long seed, String table) {
  /** Which trials are trained how long. */
  public enum Method {
    /** Every trial in full. */
    RANDOM,
    /** Every trial for few epochs, the best of them for more. */
    HALVING
  }

  /** Checks the table's name, and that halving alone sets epochs. */
  public SearchConfig {
    requireNonNull(budget, "budget");
    requireNonNull(halving, "halving");
    if (method == Method.HALVING && space.choices().containsKey("epochs")) {
      throw new IllegalArgumentException(
          "space: 'epochs' (expected: other keys: method = halving sets the epochs of trials)");
    }
    new TableId(Layer.GOLD, table);
  }

  /** Reads the section {@code training.search}. */
  public static SearchConfig read(ConfigReader in) {
    Space space = in.section("space", Space::read);
    Method method = in.oneOf("method", Method.class);
    int trials = in.integer("trials");
    int minutes = in.integer("minutes");
    int parallel = in.integer("parallel");
    Halving halving =
        in.section(
            "halving",
            section -> new Halving(section.integer("factor"), section.integer("least-epochs")));
    long seed = in.longNumber("seed");
    String table = in.string("table");
    return new SearchConfig(
        space, method, Budget.of(trials, minutes, parallel), halving, seed, table);
  }

  /** The trials' table. */
  public TableId tableId() {
    return new TableId(Layer.GOLD, table);
  }

  /**
   * The rungs of these trials.
   *
   * @param trials at least one, the file's own first
   */
  public List<Rung> rungs(List<Trial> trials) {
    return switch (method) {
      case RANDOM -> List.of(new Rung(1, trials.size(), OptionalInt.empty()));
      case HALVING -> halving.rungs(trials.size(), trials.get(0).config().fitting().epochs());
    };
  }
}
