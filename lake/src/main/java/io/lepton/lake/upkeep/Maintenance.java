package io.lepton.lake.upkeep;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableId;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The upkeep of a lake's tables: small files become large ones, the log gets a checkpoint, files of
 * old versions go. Every version that is pinned stays as it was. Writers and readers may be at work
 * meanwhile; a run that is killed leaves the table as its last commit made it.
 */
public final class Maintenance {
  private static final String MAKER = "lepton ingest";

  private final Lake lake;
  private final MaintainConfig config;
  private final List<Pin> pins;

  /**
   * Upkeep of a lake.
   *
   * @param pins versions that must stay readable, of any table
   */
  public Maintenance(Lake lake, MaintainConfig config, List<Pin> pins) {
    this.lake = requireNonNull(lake, "lake");
    this.config = requireNonNull(config, "config");
    this.pins = List.copyOf(pins);
  }

  /**
   * Puts a table in order.
   *
   * @throws io.lepton.lake.PipelineException if it is not there, or other writers always came first
   */
  public Upkeep run(TableId id) {
    LakeTable table = lake.existing(id, MAKER);
    SparkSession own = lake.session().newSession();
    TableLog log = TableLog.of(own, table);
    FileBands before = FileBands.of(log.sizes());
    // Before the checkpoint, which is when Delta clears the log.
    if (!pins(id).isEmpty()) {
      log.keepFor(config.logDays());
    }
    long compacted = new Compaction(own, config).run(table);
    log.checkpoint();
    Vacuum vacuum = new Vacuum(own, table, config.keepHours(), pins(id));
    FileBands.Tally vacuumed = vacuum.run();
    return new Upkeep(id, before, FileBands.of(log.sizes()), compacted, vacuumed, vacuum.spared());
  }

  /** What {@link #run} would do now; nothing is changed. */
  public Upkeep rehearse(TableId id) {
    LakeTable table = lake.existing(id, MAKER);
    SparkSession own = lake.session().newSession();
    FileBands files = FileBands.of(TableLog.of(own, table).sizes());
    long compacted = new Compaction(own, config).due(table);
    Vacuum vacuum = new Vacuum(own, table, config.keepHours(), pins(id));
    return new Upkeep(id, files, files, compacted, vacuum.due(), vacuum.spared());
  }

  private List<Pin> pins(TableId id) {
    return pins.stream().filter(pin -> pin.table().equals(id)).toList();
  }
}
