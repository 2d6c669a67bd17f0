package io.lepton.jobs.lake;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.TableId;
import io.lepton.lake.upkeep.MaintainConfig;
import io.lepton.lake.upkeep.Maintenance;
import io.lepton.lake.upkeep.Upkeep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Small files to large ones, and old versions away, but for those that models were made from. */
public final class MaintainJob {
  private final JobContext context;
  private final MaintainConfig config;
  private final List<TableId> tables;

  /**
   * Upkeep of some tables.
   *
   * @param names such as {@code silver.telemetry}; none means all tables of the lake
   * @throws PipelineException if the lake has no table of a name
   */
  public MaintainJob(JobContext context, MaintainConfig config, List<String> names) {
    this.context = context;
    this.config = config;
    this.tables = chosen(context.lake().tables(), names);
  }

  /** Puts the tables in order. */
  public void run(Consumer<Upkeep> listener) {
    each(Maintenance::run, listener);
  }

  /** Tells what {@link #run} would do. */
  public void rehearse(Consumer<Upkeep> listener) {
    each(Maintenance::rehearse, listener);
  }

  private void each(BiFunction<Maintenance, TableId, Upkeep> work, Consumer<Upkeep> listener) {
    context.progress().start("maintain");
    Maintenance maintenance =
        new Maintenance(context.lake(), config, Pins.of(context.lake(), context.models()));
    long compacted = 0;
    long deleted = 0;
    int done = 0;
    for (TableId table : tables) {
      done++;
      context.progress().update("%s, %d of %d".formatted(table, done, tables.size()));
      Upkeep upkeep = work.apply(maintenance, table);
      compacted += upkeep.compacted();
      deleted += upkeep.vacuumed().files();
      listener.accept(upkeep);
    }
    context
        .progress()
        .end(
            String.format(
                Locale.ROOT,
                "%d tables: %,d files compacted, %,d old ones deleted",
                tables.size(),
                compacted,
                deleted));
  }

  private static List<TableId> chosen(List<TableId> all, List<String> names) {
    if (names.isEmpty()) {
      return all;
    }
    List<TableId> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          all.stream()
              .filter(table -> table.toString().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      PipelineException.config(
                          "Cannot maintain table '%s': there is none of that name (expected: one of %s). Correct --table."
                              .formatted(name, all))));
    }
    return chosen;
  }
}
