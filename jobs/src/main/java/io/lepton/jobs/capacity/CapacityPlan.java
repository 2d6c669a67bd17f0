package io.lepton.jobs.capacity;

import java.util.List;

/**
 * Machines that do all jobs in time.
 *
 * @param executors whole ones
 * @param gpus whole ones
 * @param price of all of them, in cores
 * @param uses who does what
 */
public record CapacityPlan(int executors, int gpus, double price, List<Use> uses) {
  /**
   * A job in one of its ways.
   *
   * @param job what is done
   * @param way how
   * @param times how many are at it in the job's hours, on the mean
   */
  record Use(Job job, Job.Way way, double times) {
    double cores() {
      return times * way.cores();
    }

    double gpus() {
      return times * way.gpus();
    }
  }

  /** Copies the list. */
  public CapacityPlan {
    uses = List.copyOf(uses);
  }

  /** Cores that a job takes in its hours, on the mean. */
  public double cores(Job job) {
    return uses.stream().filter(use -> use.job.equals(job)).mapToDouble(Use::cores).sum();
  }

  /** GPUs that a job takes in its hours, on the mean. */
  public double gpus(Job job) {
    return uses.stream().filter(use -> use.job.equals(job)).mapToDouble(Use::gpus).sum();
  }
}
