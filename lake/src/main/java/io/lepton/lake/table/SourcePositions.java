package io.lepton.lake.table;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.collection.JavaConverters;

/**
 * How far a table has taken its sources: for each, the offset that comes next. Delta keeps them as
 * the versions of transaction identifiers, so that they outlive the log's old commits.
 *
 * @param next the next offset, by source
 */
public record SourcePositions(Map<String, Long> next) {
  private static final String PREFIX = "lepton-source:";

  /** Copies the map. */
  public SourcePositions {
    next = Map.copyOf(next);
  }

  /** The next offset of a source; empty if the table has nothing of it. */
  public Optional<Long> of(String source) {
    return Optional.ofNullable(next.get(source));
  }

  /** The next offset of a source; 0 if the table has nothing of it. */
  public long next(String source) {
    return next.getOrDefault(source, 0L);
  }

  /** These, moved on. */
  public SourcePositions moved(Map<String, Long> further) {
    Map<String, Long> all = new TreeMap<>(next);
    all.putAll(further);
    return new SourcePositions(all);
  }

  static SourcePositions of(Snapshot snapshot) {
    Map<String, Long> next = new TreeMap<>();
    for (SetTransaction transaction :
        JavaConverters.seqAsJavaListConverter(snapshot.setTransactions()).asJava()) {
      source(transaction.appId()).ifPresent(source -> next.put(source, transaction.version()));
    }
    return new SourcePositions(next);
  }

  static String transaction(String source) {
    return PREFIX + source;
  }

  static Optional<String> source(String transaction) {
    return transaction.startsWith(PREFIX)
        ? Optional.of(transaction.substring(PREFIX.length()))
        : Optional.empty();
  }
}
