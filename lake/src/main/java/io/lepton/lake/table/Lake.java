package io.lepton.lake.table;

import static java.util.Objects.requireNonNull;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructField;

/** Opens or creates tables under one root folder. */
public final class Lake {
  private static final String MARKER = "_lepton";

  private final SparkSession session;
  private final Path root;

  private Lake(SparkSession session, Path root) {
    this.session = session;
    this.root = root;
  }

  /**
   * Opens the lake at a folder, or makes one of an empty or missing folder.
   *
   * @throws PipelineException if the folder holds something else or cannot be reached
   */
  public static Lake open(SparkSession session, String folder) {
    requireNonNull(session, "session");
    Path given = new Path(folder);
    try {
      FileSystem files = FileSystems.of(session, given);
      Path root = files.makeQualified(given);
      LogStores.requireChosen(root, session.sparkContext().conf());
      if (!files.exists(new Path(root, MARKER))) {
        requireEmpty(files, root);
        files.mkdirs(root);
        try (FSDataOutputStream out = files.create(new Path(root, MARKER), true)) {
          out.write("{\"format\": 1}\n".getBytes(StandardCharsets.UTF_8));
        }
      }
      return new Lake(session, root);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot open lake '%s': %s (expected: a folder that can be written). Check lake.root and"
                  .formatted(folder, e.getMessage())
              + " its permissions.",
          e);
    }
  }

  /** Whether a folder is a lake; a look that changes nothing. */
  public static boolean isAt(SparkSession session, String folder) {
    Path marker = new Path(folder, MARKER);
    try {
      return FileSystems.of(session, marker).exists(marker);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot look for a lake at '%s': %s (expected: a folder that can be read)."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static void requireEmpty(FileSystem files, Path root) throws IOException {
    if (!files.exists(root)) {
      return;
    }
    FileStatus[] found = files.listStatus(root);
    if (found.length > 0) {
      throw PipelineException.config(
          ("Cannot open lake '%s': the folder holds something else, such as '%s' (expected: an"
                  + " empty folder or a Lepton lake). Choose another lake.root.")
              .formatted(root.toUri().getPath(), found[0].getPath().getName()));
    }
  }

  /** The folder of this lake, with its scheme. */
  public Path root() {
    return root;
  }

  /** A folder of this lake that is not a table. */
  public Path folder(String name) {
    return new Path(root, name);
  }

  /** The session this lake is read with. */
  public SparkSession session() {
    return session;
  }

  /** Whether the table has been created. */
  public boolean has(TableId id) {
    return DeltaTable.isDeltaTable(session, location(id));
  }

  /**
   * Opens a table that is there.
   *
   * @param maker the command that makes it, for the message
   * @throws PipelineException if it is not there
   */
  public LakeTable existing(TableId id, String maker) {
    if (!has(id)) {
      throw PipelineException.data(
          "Cannot read %s: there is no such table in lake '%s' (expected: one made by '%s'). Run it first."
              .formatted(id, root.toUri().getPath(), maker));
    }
    return new LakeTable(session, id, location(id));
  }

  /**
   * Opens a table, creates it if it is missing, adds columns the contract has gained.
   *
   * @throws PipelineException if a column of the table has another type than the contract says
   */
  public LakeTable open(TableSpec spec) {
    if (!has(spec.id())) {
      create(spec);
    } else {
      evolve(spec);
    }
    return new LakeTable(session, spec.id(), location(spec.id()));
  }

  /** Opens several tables side by side, as {@link #open(TableSpec)} does one. */
  public List<LakeTable> open(List<TableSpec> specs) {
    ExecutorService openers = Executors.newFixedThreadPool(specs.size());
    try {
      return specs.stream()
          .map(spec -> CompletableFuture.supplyAsync(() -> open(spec), openers))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PipelineException known) {
        throw known;
      }
      throw e;
    } finally {
      openers.shutdown();
    }
  }

  /** Removes a table and its files, also what is left of one whose removal was broken off. */
  public void drop(TableId id) {
    Path folder = new Path(root, id.path());
    try {
      DeltaLog.invalidateCache(session, folder);
      folder.getFileSystem(session.sparkContext().hadoopConfiguration()).delete(folder, true);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot remove %s: %s (expected: a folder that can be written). Check the permissions of '%s'."
              .formatted(id, e.getMessage(), folder),
          e);
    }
  }

  /** Every table of the lake that has been created, by layer and name. */
  public List<TableId> tables() {
    List<TableId> found = new ArrayList<>();
    try {
      FileSystem files = root.getFileSystem(session.sparkContext().hadoopConfiguration());
      for (Layer layer : Layer.values()) {
        Path folder = new Path(root, layer.folder());
        if (files.exists(folder)) {
          for (FileStatus status : files.listStatus(folder)) {
            TableId id = new TableId(layer, status.getPath().getName());
            if (has(id)) {
              found.add(id);
            }
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot list lake '%s': %s (expected: a folder that can be read)."
              .formatted(root, e.getMessage()),
          e);
    }
  }

  private void create(TableSpec spec) {
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(session)
            .location(location(spec.id()))
            .addColumns(spec.columns());
    // Delta takes one or the other, even if it is empty.
    if (spec.clusterColumns().isEmpty()) {
      builder.partitionedBy(spec.partitionColumns().toArray(new String[0]));
    } else {
      builder.clusterBy(spec.clusterColumns().toArray(new String[0]));
    }
    spec.properties().forEach(builder::property);
    builder.execute();
  }

  private void evolve(TableSpec spec) {
    SchemaDiff diff =
        SchemaDiff.between(
            spec, new LakeTable(session, spec.id(), location(spec.id())).read().schema());
    diff.requireCompatible();
    for (StructField added : diff.added()) {
      session.sql(
          "ALTER TABLE delta.`%s` ADD COLUMNS (%s)".formatted(location(spec.id()), added.toDDL()));
    }
  }

  private String location(TableId id) {
    return new Path(root, id.path()).toString();
  }
}
