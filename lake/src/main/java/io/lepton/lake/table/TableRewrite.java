package io.lepton.lake.table;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * One write that follows from the rows a table holds: it is committed only if the table still holds
 * the very same rows. Every such write has a number, and an {@link TableAppender} that was at work
 * meanwhile learns that it must look at the table again. Positions of sources stay as they are.
 */
public final class TableRewrite {
  private static final String TRANSACTION = "lepton-rewrite";

  private final SparkSession session;
  private final LakeTable table;
  private final Snapshot seen;
  private final long before;
  private final SourcePositions positions;

  TableRewrite(SparkSession session, LakeTable table) {
    this.session = session;
    this.table = table;
    this.seen =
        DeltaLog.forTable(session, table.location()).update(false, Option.empty(), Option.empty());
    this.before = number(seen);
    this.positions = SourcePositions.of(seen);
  }

  /** The number this write will have, from 1. */
  public long number() {
    return before + 1;
  }

  /** How far the table had taken its sources. */
  public SourcePositions positions() {
    return positions;
  }

  /** The rows that the table held, and must hold still when this is committed. */
  public Dataset<Row> rows() {
    return table.readAt(seen.version());
  }

  /**
   * Adds rows; of columns with other names nothing is taken, and columns that are not there are
   * null.
   *
   * @param note what the commit shall carry, read back by {@link LakeTable#commits()}
   * @return how many rows there were
   * @throws DeltaConcurrentModificationException if the table has changed; nothing is written
   */
  public long append(Dataset<Row> rows, String query, String note) {
    return commit(rows, List.of(), OutputMode.Append(), query, note);
  }

  /**
   * Puts rows in place of all there are, otherwise as {@link #append}.
   *
   * @throws DeltaConcurrentModificationException if the table has changed; nothing is written
   */
  public void replace(Dataset<Row> rows, String query, String note) {
    List<Action> removed = new ArrayList<>();
    for (AddFile file : seen.allFiles().collectAsList()) {
      removed.add(file.remove());
    }
    commit(rows, removed, OutputMode.Complete(), query, note);
  }

  /**
   * Takes rows out; only files that hold one of them are written anew.
   *
   * @param gone true for those
   * @throws DeltaConcurrentModificationException if the table has changed; nothing is written
   */
  public void remove(Column gone, String query, String note) {
    Column file = functions.col("_metadata.file_path");
    Set<String> touched =
        rows().where(gone).select(file).distinct().as(Encoders.STRING()).collectAsList().stream()
            .map(TableRewrite::fileName)
            .collect(Collectors.toSet());
    List<Action> removed = new ArrayList<>();
    for (AddFile added : seen.allFiles().collectAsList()) {
      if (touched.contains(fileName(added.path()))) {
        removed.add(added.remove());
      }
    }
    Dataset<Row> stay =
        rows()
            .where(functions.element_at(functions.split(file, "/"), -1).isin(touched.toArray()))
            .where(functions.not(functions.coalesce(gone, functions.lit(false))));
    commit(stay, removed, OutputMode.Complete(), query, note);
  }

  /** Delta gives each file a name of its own, whatever folder it is in. */
  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private long commit(
      Dataset<Row> rows, List<Action> removed, OutputMode mode, String query, String note) {
    OptimisticTransaction transaction =
        DeltaLog.forTable(session, table.location())
            .startTransaction(Option.empty(), Option.apply(seen));
    transaction.readWholeTable();
    transaction.readTxn().$plus$eq(TRANSACTION);
    // An ingest that adds no rows moves positions all the same, and its counts would be lost.
    positions
        .next()
        .keySet()
        .forEach(source -> transaction.readTxn().$plus$eq(SourcePositions.transaction(source)));
    List<Action> actions = new ArrayList<>(removed);
    List<FileAction> added =
        JavaConverters.seqAsJavaListConverter(transaction.writeFiles(aligned(rows))).asJava();
    actions.addAll(added);
    actions.add(
        new SetTransaction(TRANSACTION, number(), Option.apply(System.currentTimeMillis())));
    transaction.commit(
        JavaConverters.asScalaBuffer(actions).toSeq(),
        new DeltaOperations.StreamingUpdate(mode, query, number(), Option.apply(note)));
    return added.stream().mapToLong(TableRewrite::rows).sum();
  }

  private static long rows(FileAction written) {
    return written instanceof AddFile file && file.numPhysicalRecords().isDefined()
        ? (long) file.numPhysicalRecords().get()
        : 0;
  }

  private Dataset<Row> aligned(Dataset<Row> rows) {
    List<String> there = List.of(rows.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : seen.schema().fields()) {
      Column column = there.contains(field.name()) ? rows.col(field.name()) : functions.lit(null);
      columns.add(column.cast(field.dataType()).as(field.name()));
    }
    return rows.select(columns.toArray(new Column[0]));
  }

  /** The number of the newest such write of a table; 0 if there is none. */
  static long number(Snapshot snapshot) {
    for (SetTransaction transaction :
        JavaConverters.seqAsJavaListConverter(snapshot.setTransactions()).asJava()) {
      if (transaction.appId().equals(TRANSACTION)) {
        return transaction.version();
      }
    }
    return 0;
  }

  /** Makes a transaction fail if such a write comes in between. */
  static void guard(OptimisticTransaction transaction) {
    transaction.readTxn().$plus$eq(TRANSACTION);
  }
}
