package io.lepton.jobs.ingest;

import io.lepton.ingest.RebuildDiff;
import io.lepton.ingest.SilverRebuild;
import io.lepton.ingest.TopicConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Silver and quarantine from bronze, with today's code and configuration. */
public final class ReplayJob {
  private final JobContext context;
  private final PrintWriter out;
  private final List<TopicConfig> topics;

  public ReplayJob(JobContext context, PrintWriter out, List<TopicConfig> topics) {
    this.context = context;
    this.out = out;
    this.topics = topics;
  }

  /** Says how the rebuilt tables differ, and leaves them beside those that are there. */
  public void compare() {
    each(
        rebuild ->
            print(
                "  rebuilt readings are in %s; the same command with --swap rebuilds and puts them"
                    + " in place",
                rebuild.shadow()));
  }

  /** Says how the rebuilt tables differ, and puts them in place. */
  public void swap() {
    each(
        rebuild -> {
          rebuild.swap();
          print("  put in place");
        });
  }

  private void each(Consumer<SilverRebuild> after) {
    for (TopicConfig topic : topics) {
      if (!context.lake().has(new TableId(Layer.SILVER, topic.table()))) {
        continue;
      }
      context.progress().start("replay");
      try (SilverRebuild rebuild = new SilverRebuild(context.lake(), topic, context.clock())) {
        RebuildDiff diff = rebuild.run(context.progress()::update);
        context.progress().end(topic.table());
        print(topic.table(), diff);
        after.accept(rebuild);
      }
      out.flush();
    }
  }

  private void print(String table, RebuildDiff diff) {
    print("%s", table);
    print("  %-24s %,14d", "readings the same", diff.same());
    print("  %-24s %,14d", "only before", diff.onlyBefore());
    print("  %-24s %,14d", "only now", diff.onlyAfter());
    print("  %-24s %,14d", "changed", diff.changed());
    diff.columns().forEach((column, n) -> print("    %-22s %,14d", column, n));
    Set<String> reasons = new TreeSet<>(diff.quarantinedBefore().keySet());
    reasons.addAll(diff.quarantinedAfter().keySet());
    print("  %-24s %14s %14s", "quarantined", "before", "now");
    for (String reason : reasons) {
      print(
          "    %-22s %,14d %,14d",
          reason,
          diff.quarantinedBefore().getOrDefault(reason, 0L),
          diff.quarantinedAfter().getOrDefault(reason, 0L));
    }
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
