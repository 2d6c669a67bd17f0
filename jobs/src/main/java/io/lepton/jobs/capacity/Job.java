package io.lepton.jobs.capacity;

import java.util.List;

/**
 * Work that comes every day.
 *
 * @param name of the command that does it
 * @param unit what is counted, such as readings
 * @param perDay how many of them a day
 * @param when it is done
 * @param ways in which it can be done, each for a share of it
 */
public record Job(String name, String unit, double perDay, When when, List<Way> ways) {
  /** Part of the day. */
  public enum When {
    /** As readings arrive. */
    ALWAYS,
    /** In the hours of the night, besides what is done always. */
    NIGHT
  }

  /**
   * A way of doing a job.
   *
   * @param perSecond what is done in a second
   * @param cores that this takes
   * @param gpus that it takes
   */
  public record Way(double perSecond, double cores, double gpus) {
    /** Hours for a day's work of a job. */
    double hours(Job job) {
      return job.perDay / (perSecond * Terms.UTILISATION * 3600);
    }
  }

  /** Copies the list. */
  public Job {
    ways = List.copyOf(ways);
  }
}
