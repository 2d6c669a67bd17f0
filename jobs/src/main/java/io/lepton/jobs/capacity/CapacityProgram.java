package io.lepton.jobs.capacity;

import io.lepton.jobs.capacity.CapacityPlan.Use;
import io.lepton.jobs.capacity.Job.When;
import io.lepton.lake.PipelineException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.PivotSelectionRule;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/**
 * A linear programme: which share of each job is done in which way, with executors and GPUs that
 * cost least. Its columns are the shares, then executors, then GPUs. The night alone is looked at:
 * what runs by day runs then, too, and all else besides.
 *
 * <p>Executors and GPUs are whole, which a simplex does not know: where it finds a fraction, both
 * sides of it are tried, unless they cannot be cheaper than what is found already.
 */
public final class CapacityProgram {
  private static final double WHOLE = 1e-6;

  /** What is cheaper by a smaller share is not looked for: rates are not known so well. */
  private static final double CHEAPER = 1e-3;

  private final List<Job> jobs;
  private final Terms terms;
  private final List<Use> uses; // each as if it did all of its job
  private final int executors;
  private final int gpus;

  /** The programme of some jobs. */
  public CapacityProgram(List<Job> jobs, Terms terms) {
    this.jobs = List.copyOf(jobs);
    this.terms = terms;
    this.uses =
        jobs.stream()
            .flatMap(
                job ->
                    job.ways().stream()
                        .map(way -> new Use(job, way, way.hours(job) / terms.hours(job))))
            .toList();
    this.executors = uses.size();
    this.gpus = executors + 1;
  }

  /**
   * The cheapest plan.
   *
   * @throws PipelineException if there are too few cores for any
   */
  public CapacityPlan cheapest() {
    double[] price = row(use -> 0, terms.coresPerExecutor(), terms.gpuPrice());
    Optional<CapacityPlan> best = Optional.empty();
    Deque<List<LinearConstraint>> open = new ArrayDeque<>();
    open.push(rows(terms.executorsAtMost()));
    while (!open.isEmpty()) {
      List<LinearConstraint> rows = open.pop();
      double limit = best.map(CapacityPlan::price).orElse(Double.POSITIVE_INFINITY);
      Optional<double[]> found =
          least(price, rows).filter(point -> price(point) < limit * (1 - CHEAPER));
      if (found.isEmpty()) {
        continue;
      }
      double[] point = found.get();
      OptionalInt broken =
          IntStream.of(gpus, executors).filter(column -> !isWhole(point[column])).findFirst();
      if (point[executors] < 1 - WHOLE) {
        // the work of a tiny fleet is next to none, which is not none
        open.push(with(rows, executors, Relationship.GEQ, 1));
      } else if (broken.isPresent()) {
        int column = broken.getAsInt();
        open.push(with(rows, column, Relationship.LEQ, Math.floor(point[column])));
        open.push(with(rows, column, Relationship.GEQ, Math.ceil(point[column])));
      } else {
        best = Optional.of(plan(point));
      }
    }
    return best.orElseThrow(this::tooFewCores);
  }

  /**
   * Hours that some jobs of the night take with the machines of a plan, and what is done always.
   *
   * @param moreCores than the plan has
   * @param moreGpus than it has
   */
  public double hours(CapacityPlan plan, List<Job> asked, int moreCores, int moreGpus) {
    double always =
        jobs.stream().filter(job -> job.when() == When.ALWAYS).mapToDouble(plan::cores).sum();
    double cores = plan.executors() * terms.coresPerExecutor() + moreCores - always;
    // in place of executors: how many hours of these machines are bought
    CapacityProgram night = new CapacityProgram(asked, terms);
    List<LinearConstraint> rows = night.wholeJobs();
    rows.add(night.enough(use -> use.cores() * terms.nightHours(), cores, 0));
    rows.add(night.enough(use -> use.gpus() * terms.nightHours(), plan.gpus() + moreGpus, 0));
    return least(night.row(use -> 0, 1, 0), rows).orElseThrow()[night.executors];
  }

  private List<LinearConstraint> rows(double executorsAtMost) {
    List<LinearConstraint> rows = wholeJobs();
    rows.add(enough(Use::cores, terms.coresPerExecutor(), 0));
    rows.add(enough(Use::gpus, 0, 1));
    return with(
        with(rows, gpus, Relationship.LEQ, terms.gpusAtMost()),
        executors,
        Relationship.LEQ,
        executorsAtMost);
  }

  private List<LinearConstraint> wholeJobs() {
    List<LinearConstraint> rows = new ArrayList<>();
    for (Job job : jobs) {
      double[] shares = row(use -> use.job().equals(job) ? 1 : 0, 0, 0);
      rows.add(new LinearConstraint(shares, Relationship.EQ, 1));
    }
    return rows;
  }

  /** No more is used than executors, and GPUs, bring with them. */
  private LinearConstraint enough(ToDoubleFunction<Use> used, double byExecutor, double byGpu) {
    return new LinearConstraint(row(used, -byExecutor, -byGpu), Relationship.LEQ, 0);
  }

  private double[] row(ToDoubleFunction<Use> share, double executor, double gpu) {
    return IntStream.rangeClosed(0, gpus)
        .mapToDouble(
            i -> i < executors ? share.applyAsDouble(uses.get(i)) : i == executors ? executor : gpu)
        .toArray();
  }

  /** One bound more; none if it is infinite. */
  private List<LinearConstraint> with(
      List<LinearConstraint> rows, int column, Relationship relation, double bound) {
    List<LinearConstraint> more = new ArrayList<>(rows);
    if (Double.isFinite(bound)) {
      double[] row = new double[gpus + 1];
      row[column] = 1;
      more.add(new LinearConstraint(row, relation, bound));
    }
    return more;
  }

  private static Optional<double[]> least(double[] price, List<LinearConstraint> rows) {
    try {
      return Optional.of(
          new SimplexSolver()
              .optimize(
                  new LinearObjectiveFunction(price, 0),
                  new LinearConstraintSet(rows),
                  GoalType.MINIMIZE,
                  new NonNegativeConstraint(true),
                  PivotSelectionRule.BLAND)
              .getPoint());
    } catch (NoFeasibleSolutionException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) < WHOLE;
  }

  private double price(double[] point) {
    return point[executors] * terms.coresPerExecutor() + point[gpus] * terms.gpuPrice();
  }

  private CapacityPlan plan(double[] point) {
    List<Use> shared =
        IntStream.range(0, executors)
            .mapToObj(
                i -> new Use(uses.get(i).job(), uses.get(i).way(), point[i] * uses.get(i).times()))
            .toList();
    return new CapacityPlan(
        (int) Math.rint(point[executors]), (int) Math.rint(point[gpus]), price(point), shared);
  }

  /** Names the job that cores are no longer enough for, with as many GPUs as there are. */
  private PipelineException tooFewCores() {
    double[] fewest = least(row(use -> 0, 1, 0), rows(Double.POSITIVE_INFINITY)).orElseThrow();
    CapacityPlan wanted = plan(fewest);
    double left = terms.executorsAtMost() * terms.coresPerExecutor();
    Iterator<Job> rest = jobs.iterator();
    Job job = rest.next();
    while (wanted.cores(job) <= left && rest.hasNext()) {
      left -= wanted.cores(job);
      job = rest.next();
    }
    return PipelineException.config(
        String.format(
            Locale.ROOT,
            "Cannot do a day's work with %.0f executors of %d cores: '%s' takes %.1f cores, %.1f too many (expected: at most the %.1f left for it). All jobs take %.1f: raise --cores-at-most, lengthen --night, or shorten --history.",
            terms.executorsAtMost(),
            terms.coresPerExecutor(),
            job.name(),
            wanted.cores(job),
            wanted.cores(job) - left,
            left,
            fewest[executors] * terms.coresPerExecutor()));
  }
}
