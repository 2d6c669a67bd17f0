package io.lepton.ingest.recent;

import io.lepton.lake.table.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;
import org.rocksdb.RocksDBException;

/**
 * The readings that silver took within the horizon, as one process knows them.
 *
 * <p>It is nothing but an index of the silver table: it follows the table's commits file by file,
 * so that what it knows is what is committed. When it is lost it is read again from the table, and
 * there is nothing to restore. It lives on the local disk; memory is bounded whatever the horizon.
 *
 * <p>A reading that comes twice is recognised if both come in the same partition, or in different
 * micro-batches, within the horizon. Arrival is the time of the broker, never later than now, so
 * that a device's or producer's wrong clock cannot empty the memory.
 */
public final class RecentReadings implements AutoCloseable {
  private static final Map<String, RecentReadings> BY_TABLE = new HashMap<>();
  private static final int BUCKETS = 8;

  /** Stands where a bucket would: under it is a device's newest event time. */
  private static final int NEWEST = 0;

  /** No epoch follows upon it: a new memory must be given the history. */
  private static final long UNREAD = -2;

  private final String run;
  private final long halfMicros;
  private final ReadingIndex index;
  private final long bucketMicros;
  private final Map<String, TaskReadings> parked = new HashMap<>();
  private final Set<Integer> buckets = new TreeSet<>();
  private long epoch = UNREAD;
  private int newestBucket = 1;

  private RecentReadings(String run, Duration horizon) {
    this.run = run;
    this.halfMicros = horizon.toMillis() * 500;
    this.bucketMicros = Math.max(1_000_000, horizon.toMillis() * 1000 / BUCKETS);
    try {
      Path local =
          SparkEnv.get() == null
              ? Path.of(System.getProperty("java.io.tmpdir"))
              : Path.of(Utils.getLocalDir(SparkEnv.get().conf()));
      this.index = new ReadingIndex(Files.createTempDirectory(local, "lepton-recent-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The memory of this process for a run over a table; ends that of an earlier run. */
  public static synchronized RecentReadings of(String table, String run, Duration horizon) {
    RecentReadings held = BY_TABLE.get(table);
    if (held == null || !held.run.equals(run)) {
      if (held != null) {
        held.close();
      }
      held = new RecentReadings(run, horizon);
      BY_TABLE.put(table, held);
    }
    return held;
  }

  /** Ends the memory of a table in this process. */
  public static synchronized void forget(String table) {
    RecentReadings held = BY_TABLE.remove(table);
    if (held != null) {
      held.close();
    }
  }

  /** What a table's memory takes on the disk; empty where this process has none. */
  public static synchronized Optional<Long> bytes(String table) {
    return Optional.ofNullable(BY_TABLE.get(table)).map(held -> held.index.bytes());
  }

  /**
   * Learns what has been committed.
   *
   * @param reader what a committed file holds, for those that other processes wrote
   * @return false if it has missed commits and must be given the history
   */
  public synchronized boolean follow(Following target, Function<String, TaskReadings> reader) {
    if (epoch == target.epoch()) {
      return true;
    }
    if (target.epoch() < epoch) {
      throw new IllegalStateException(
          "epoch: %d (expected: at least %d; a task came too late)"
              .formatted(target.epoch(), epoch));
    }
    List<String> files;
    if (target.history() != null) {
      index.clear();
      buckets.clear();
      parked.clear();
      files = target.history();
    } else if (epoch == target.epoch() - 1) {
      files = target.committed();
    } else {
      return false;
    }
    for (String file : files) {
      TaskReadings own = parked.remove(file);
      absorb(own == null ? reader.apply(file) : own);
    }
    // What is still parked was written by attempts that no commit has named.
    parked.clear();
    epoch = target.epoch();
    return true;
  }

  /** What a new task starts from. */
  public TaskReadings task() {
    return new TaskReadings(this);
  }

  /** Keeps what a task has added until a commit names its file. */
  public synchronized void park(String file, TaskReadings added) {
    added.devices().forEach(Device::forgetKnown);
    parked.put(file, added);
  }

  @Override
  public void close() {
    index.close();
  }

  long newest(byte[] device) {
    byte[] stored = index.get(key(NEWEST, device));
    return stored == null ? Device.NEVER : ByteBuffer.wrap(stored).getLong();
  }

  ReadingKeySet keys(byte[] device) {
    ReadingKeySet keys = new ReadingKeySet();
    for (int bucket : List.copyOf(buckets)) {
      byte[] stored = index.get(key(bucket, device));
      if (stored != null) {
        keys.addAll(stored);
      }
    }
    return keys;
  }

  /**
   * When a message came: the broker's time, but never later than now, and at most half a horizon
   * ago, so that no wrong clock makes a reading forgotten at once.
   */
  long arrivalMicros(long kafkaMicros, long ingestMicros) {
    return Math.min(ingestMicros, Math.max(kafkaMicros, ingestMicros - halfMicros));
  }

  /** The bucket of an arrival; what is older than the horizon counts as being as old as it. */
  int bucket(long arrivalMicros) {
    int bucket = (int) Math.min(Integer.MAX_VALUE, Math.max(1, arrivalMicros / bucketMicros));
    return Math.max(bucket, newestBucket - BUCKETS);
  }

  private void absorb(TaskReadings added) {
    try (ReadingIndex.Changes changes = index.changes()) {
      for (Device device : added.devices()) {
        changes.put(
            key(NEWEST, device.name()),
            longBytes(Math.max(device.newest(), newest(device.name()))));
        for (Map.Entry<Integer, ReadingKeys> keys : device.added().entrySet()) {
          changes.append(key(keys.getKey(), device.name()), keys.getValue().bytes());
          buckets.add(keys.getKey());
          newestBucket = Math.max(newestBucket, keys.getKey());
        }
      }
      List<Integer> expired = new ArrayList<>(buckets);
      expired.removeIf(bucket -> bucket >= newestBucket - BUCKETS);
      if (!expired.isEmpty()) {
        changes.deleteRange(key(NEWEST + 1, new byte[0]), key(newestBucket - BUCKETS, new byte[0]));
        buckets.removeAll(expired);
      }
      changes.apply();
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index of recent readings cannot be written", e);
    }
  }

  private static byte[] key(int bucket, byte[] device) {
    return ByteBuffer.allocate(Integer.BYTES + device.length).putInt(bucket).put(device).array();
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** A file of silver, read for those of its columns that say which readings it holds. */
  public static Function<String, TaskReadings> reader(
      RecentReadings memory, TableFiles silver, List<String> channels) {
    return file -> new SilverKeys(silver, channels).read(file, memory.task());
  }
}
