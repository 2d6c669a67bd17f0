package io.lepton.lake.table;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/** A handle to one Delta table. */
public final class LakeTable {
  private static final String MOST_BYTES_OF_A_MICRO_BATCH = "64m";
  private static final String FORMAT = "delta";
  private static final int LONG_ROWS = 16;

  private final SparkSession session;
  private final TableId id;
  private final String location;

  LakeTable(SparkSession session, TableId id, String location) {
    this.session = session;
    this.id = id;
    this.location = location;
  }

  /** The table's name. */
  public TableId id() {
    return id;
  }

  /** Where its files are. */
  public String location() {
    return location;
  }

  /** The newest rows. */
  public Dataset<Row> read() {
    return session.read().format(FORMAT).load(location);
  }

  /** The rows as they were at a version. */
  public Dataset<Row> readAt(long version) {
    return session.read().format(FORMAT).option("versionAsOf", version).load(location);
  }

  /**
   * The same where a row is long, such as all readings of a device. Spark's reader of Parquet takes
   * 4,096 rows into memory at once, for each task; here it takes few.
   */
  public Dataset<Row> readLongRowsAt(long version) {
    SparkSession few = session.newSession();
    few.conf().set("spark.sql.parquet.columnarReaderBatchSize", LONG_ROWS);
    // Delta reads with the settings of the session that is active when a table is loaded
    SparkSession before = SparkSession.active();
    SparkSession.setActiveSession(few);
    try {
      return few.read().format(FORMAT).option("versionAsOf", version).load(location);
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  /**
   * Rows as they are appended, those of a version being the first. A query on them ends with {@link
   * io.lepton.lake.stream.SourceChanged} where rows are changed or deleted; compaction is none of
   * it.
   */
  public Dataset<Row> readStreamFrom(long version) {
    return session
        .readStream()
        .format(FORMAT)
        .option("startingVersion", version)
        // behind by days, a stream still comes back in steps that fit into memory
        .option("maxBytesPerTrigger", MOST_BYTES_OF_A_MICRO_BATCH)
        .load(location);
  }

  /** The newest version. */
  public long version() {
    return newest().version();
  }

  /** Who it is, as Delta has it: a table that is made anew in the same place is another. */
  public String identity() {
    return newest().metadata().id();
  }

  private Snapshot newest() {
    return DeltaLog.forTable(session, location)
        .update(false, scala.Option.empty(), scala.Option.empty());
  }

  /**
   * Appends rows unless this table has taken this write or a later one of the same query before.
   *
   * @param note what the commit shall carry, read back by {@link #commits()}
   */
  public void append(Dataset<Row> rows, WriteIdentity identity, Optional<String> note) {
    org.apache.spark.sql.DataFrameWriter<Row> writer =
        rows.write()
            .format(FORMAT)
            .mode(SaveMode.Append)
            // The query id is new with every new checkpoint, whose batches start again at zero.
            .option("txnAppId", identity.queryId() + ":" + id)
            .option("txnVersion", identity.batchId());
    note.ifPresent(text -> writer.option("userMetadata", text));
    writer.save(location);
  }

  /** How far the sources have been taken. */
  public SourcePositions positions() {
    return SourcePositions.of(
        DeltaLog.forTable(session, location)
            .update(false, scala.Option.empty(), scala.Option.empty()));
  }

  /** A writer of files that tasks make themselves. */
  public TableAppender appender() {
    return new TableAppender(session, id, location);
  }

  /**
   * An appender for the micro-batches of one stream.
   *
   * @param keys columns that name a row
   * @param time one of them, a TIMESTAMP
   */
  public StreamAppender streamAppender(List<String> keys, String time) {
    return new StreamAppender(session, id, location, keys, time);
  }

  /** A write that follows from the rows there are now. */
  public TableRewrite rewrite() {
    return new TableRewrite(session, this);
  }

  /** Deletes the rows that have the same values in some columns as any of these. */
  public void delete(Dataset<Row> rows, List<String> keys) {
    ConflictRetry.run(id, () -> merge(rows, sameKey(keys)).whenMatched().delete().execute());
  }

  /** Deletes the rows for which a condition is true. */
  public void delete(Column condition) {
    ConflictRetry.run(id, () -> DeltaTable.forPath(session, location).delete(condition));
  }

  /**
   * Puts rows in place of all there are; readers of older versions keep theirs.
   *
   * @param note what the commit shall carry, read back by {@link #commits()}
   * @return the version that holds them
   */
  public long overwrite(Dataset<Row> rows, String note) {
    rows.write()
        .format(FORMAT)
        .mode(SaveMode.Overwrite)
        .option("userMetadata", note)
        .save(location);
    return version();
  }

  /**
   * Appends the rows whose key the table does not hold yet. Rows must have each key once. A writer
   * that came in between makes this one look again, so that no key is written twice.
   */
  public void appendNew(Dataset<Row> rows, List<String> keys) {
    appendNew(rows, sameKey(keys));
  }

  /**
   * The same with rows of such times only, where the time is one of the keys. Files of other times
   * are not read: in a long stream this does not take longer and longer.
   */
  public void appendNew(Dataset<Row> rows, List<String> keys, TimeRange times) {
    appendNew(rows, sameKey(keys, times));
  }

  private void appendNew(Dataset<Row> rows, String sameKey) {
    ConflictRetry.run(
        id, () -> merge(rows, sameKey).whenNotMatched().insertExpr(given(rows)).execute());
  }

  /** Appends the rows whose key the table does not hold yet, and replaces those it holds. */
  public void put(Dataset<Row> rows, List<String> keys) {
    put(rows, sameKey(keys));
  }

  /** The same with rows of such times only, where the time is one of the keys. */
  public void put(Dataset<Row> rows, List<String> keys, TimeRange times) {
    put(rows, sameKey(keys, times));
  }

  private void put(Dataset<Row> rows, String sameKey) {
    ConflictRetry.run(
        id,
        () ->
            merge(rows, sameKey)
                .whenMatched()
                .updateExpr(given(rows))
                .whenNotMatched()
                .insertExpr(given(rows))
                .execute());
  }

  /** Each column of the rows for the table's; a newer program may have given it more since. */
  private static Map<String, String> given(Dataset<Row> rows) {
    return Arrays.stream(rows.columns())
        .collect(Collectors.toMap("held.`%s`"::formatted, "given.`%s`"::formatted));
  }

  private DeltaMergeBuilder merge(Dataset<Row> rows, String sameKey) {
    return DeltaTable.forPath(session, location).as("held").merge(rows.as("given"), sameKey);
  }

  private static String sameKey(List<String> keys) {
    return keys.stream()
        .map(key -> "held.`%s` = given.`%s`".formatted(key, key))
        .collect(Collectors.joining(" AND "));
  }

  private static String sameKey(List<String> keys, TimeRange times) {
    return "%s AND held.`%s` BETWEEN TIMESTAMP_MICROS(%d) AND TIMESTAMP_MICROS(%d)"
        .formatted(sameKey(keys), times.column(), times.first(), times.last());
  }

  /** The commits that the table's log still knows, oldest first. */
  public List<Commit> commits() {
    List<Commit> commits = new ArrayList<>();
    for (Row row :
        DeltaTable.forPath(session, location)
            .history()
            .select("version", "userMetadata")
            .orderBy("version")
            .collectAsList()) {
      commits.add(new Commit(row.getLong(0), Optional.ofNullable(row.getString(1))));
    }
    return commits;
  }
}
