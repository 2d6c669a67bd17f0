package io.lepton.jobs.capacity;

import io.lepton.jobs.capacity.Job.When;
import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A plan as people read it, and what it rests on.
 *
 * @param demand what is to be done
 * @param rates how fast it is done
 * @param terms with what
 * @param memoryPerCore of an executor, in GiB
 */
public record CapacityLines(Demand demand, Rates rates, Terms terms, double memoryPerCore) {
  private static final String LINE = "%-16s  %-8s  %22s  %13s  %9s  %6s%n";

  /**
   * Plans and prints.
   *
   * @throws io.lepton.lake.PipelineException if there are too few cores for any plan
   */
  public void print(PrintWriter out) {
    List<Job> jobs = demand.jobs(rates);
    CapacityProgram program = new CapacityProgram(jobs, terms);
    CapacityPlan plan = program.cheapest();
    out.printf(LINE, "job", "when", "work a day", "a core-second", "cores", "GPUs");
    for (Job job : jobs) {
      out.printf(
          LINE,
          job.name(),
          job.when() == When.ALWAYS ? "always" : "at night",
          count(job.perDay()) + " " + job.unit(),
          count(job.ways().get(0).perSecond()),
          orNone(plan.cores(job)),
          orNone(plan.gpus(job)));
    }
    out.println();
    machines(out, plan, plan.cores(jobs.get(0)));
    night(out, program, plan, jobs.stream().filter(job -> job.when() == When.NIGHT).toList());
    storage(out);
    assumptions(out);
  }

  private void machines(PrintWriter out, CapacityPlan plan, double ingest) {
    int each = terms.coresPerExecutor();
    int all = plan.executors() * each;
    Lines.line(
        out,
        "executors",
        "%,d of %d cores and %s%s: %,d cores, %s; and a driver",
        plan.executors(),
        each,
        memory(each),
        plan.executors() == terms.executorsAtMost() ? ", all there are" : "",
        all,
        memory(all));
    if (terms.gpusAtMost() > 0) {
      String bound = plan.gpus() == terms.gpusAtMost() ? ", all there are" : "";
      Lines.line(out, "GPUs", "%,d%s", plan.gpus(), bound);
    }
    double partitions = Math.max(1, Math.ceil(ingest));
    Lines.line(out, "partitions", "%,.0f of Kafka or more; a core reads one", partitions);
  }

  private void night(PrintWriter out, CapacityProgram program, CapacityPlan plan, List<Job> jobs) {
    List<Job> training = jobs.stream().filter(job -> job.name().equals("train")).toList();
    double night = program.hours(plan, jobs, 0, 0);
    Lines.line(
        out,
        "night",
        "%s of %s; training alone takes %s",
        time(night),
        time(terms.nightHours()),
        time(program.hours(plan, training, 0, 0)));
    double core = night - program.hours(plan, jobs, 1, 0);
    Lines.line(out, "one core more", "%s less of a night", time(core));
    if (terms.gpusAtMost() > 0) {
      double gpu = night - program.hours(plan, jobs, 0, 1);
      Lines.line(out, "one GPU more", "%s less of a night", time(gpu));
    }
    double again = program.hours(plan, List.of(demand.scoringAgain(rates)), 0, 0);
    Lines.line(out, "new champion", "%s, once, to score all that is kept", time(again));
  }

  private void storage(PrintWriter out) {
    out.println();
    double perDay = 0;
    double kept = 0;
    for (Demand.Storage table : demand.storage(rates)) {
      perDay += table.perDay();
      kept += table.kept();
      storage(out, table);
    }
    storage(out, new Demand.Storage("storage", perDay, kept));
  }

  private void storage(PrintWriter out, Demand.Storage table) {
    if (table.perDay() > 0) {
      double days = demand.fleet().keepDays();
      String text = "%s a day, %s after %,.0f days";
      Lines.line(out, table.table(), text, size(table.perDay()), size(table.kept()), days);
    } else {
      String text = "%s, and again for each model that is kept";
      Lines.line(out, table.table(), text, size(table.kept()));
    }
  }

  private void assumptions(PrintWriter out) {
    out.println();
    Map<String, String> machines = rates.machines();
    machines.forEach(
        (machine, what) ->
            out.printf("Measured on %s%s.%n", machine, machines.size() > 1 ? ": " + what : ""));
    out.printf(
        "Work grows with readings, and with channels above those measured; cores and GPUs work"
            + " %.0f %% of the time.%n",
        100 * Terms.UTILISATION);
    out.println("Networks are taken for as large as the one measured, windows for as long.");
    if (!demand.isLive()) {
      out.println("Batch scoring looks back over all that is kept; with --live nothing does.");
    }
    if (terms.gpusAtMost() > 0) {
      out.println("While GPUs train, cores train other networks or do other jobs.");
    }
  }

  private String memory(int cores) {
    return "%,.0f GiB".formatted(cores * memoryPerCore);
  }

  private static String orNone(double value) {
    return value < 1e-4 ? "-" : Lines.number(value);
  }

  private static String time(double hours) {
    return Lines.time(Duration.ofMillis(Math.round(3.6e6 * hours)));
  }

  private static String count(double value) {
    if (value < 1e6) {
      return "%,.0f".formatted(value);
    }
    return value < 1e9
        ? Lines.number(value / 1e6) + " million"
        : Lines.number(value / 1e9) + " billion";
  }

  private static String size(double bytes) {
    return bytes < 1e12 ? Lines.number(bytes / 1e9) + " GB" : Lines.number(bytes / 1e12) + " TB";
  }
}
