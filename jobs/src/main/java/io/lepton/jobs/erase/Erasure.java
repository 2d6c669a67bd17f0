package io.lepton.jobs.erase;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lepton.ingest.erase.TopicErasure;
import java.util.List;

/**
 * What was taken out of the lake, when, and what an erasure cannot reach. It names the device by a
 * SHA-256 only: who knows the name can check it, who does not cannot read it here.
 *
 * @param deviceSha256 of the name in UTF-8, hexadecimal
 * @param startedAt ISO 8601, UTC
 * @param finishedAt the same; empty while it is at work, or after it was killed
 * @param topics what was planned for the tables of each topic
 * @param models versions whose training set held the device, and in which part: {@code turbofan@3
 *     (train)}
 * @param tables what was done, once it is finished
 * @param notReached what may still know the device
 */
public record Erasure(
    String deviceSha256,
    String startedAt,
    String finishedAt,
    List<TopicErasure.Plan> topics,
    List<String> models,
    List<Table> tables,
    List<String> notReached) {
  /** Copies the lists. */
  public Erasure {
    topics = List.copyOf(topics);
    models = List.copyOf(models);
    tables = List.copyOf(tables);
    notReached = List.copyOf(notReached);
  }

  /**
   * One table.
   *
   * @param table layer and name
   * @param rows that are gone
   * @param version the first without them; files of older ones that held them are gone, too
   * @param files how many
   */
  public record Table(String table, long rows, long version, int files) {}

  /** Whether it has come to its end. */
  @JsonIgnore
  public boolean isFinished() {
    return !finishedAt.isEmpty();
  }

  Erasure finished(String at, List<Table> done) {
    return new Erasure(deviceSha256, startedAt, at, topics, models, done, notReached);
  }
}
