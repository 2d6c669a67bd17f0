package io.lepton.jobs.evaluation;

/**
 * A line of the table of alarms.
 *
 * @param name what was counted
 * @param model what the model's alarms come to
 * @param likelihood what they come to by the likelihood of its scores; empty where there is none
 * @param naive what those of the naive detector come to; empty where there is none
 */
public record AlarmLine(String name, String model, String likelihood, String naive) {
  static AlarmLine of(String name, String model) {
    return new AlarmLine(name, model, "", "");
  }
}
