package io.lepton.ingest.recent;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A RocksDB on the local disk with bounded memory, for what can be read again from the table. */
final class ReadingIndex implements AutoCloseable {
  private static final long CACHE = 32L << 20;
  private static final long WRITE_BUFFER = 16L << 20;
  private static final int BLOOM_BITS = 10;

  private final Path folder;
  private final LRUCache cache = new LRUCache(CACHE);
  private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
  private final StringAppendOperator append = new StringAppendOperator("");
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final Options options;
  private RocksDB db;
  private boolean isOpen = true;

  static {
    RocksDB.loadLibrary();
  }

  ReadingIndex(Path folder) {
    this.folder = folder;
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER)
            .setMaxWriteBufferNumber(2)
            .setMergeOperator(append)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setFilterPolicy(bloom)
                    .setCacheIndexAndFilterBlocks(true));
    this.db = open();
  }

  private RocksDB open() {
    try {
      return RocksDB.open(options, folder.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index of recent readings cannot be opened", e);
    }
  }

  synchronized byte[] get(byte[] key) {
    requireOpen();
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index of recent readings cannot be read", e);
    }
  }

  Changes changes() {
    return new Changes();
  }

  /** The size of the files; RocksDB may be changing them. */
  long bytes() {
    // not a stream of paths: it fails where a file goes away meanwhile
    File[] files = folder.toFile().listFiles();
    return files == null ? 0 : Arrays.stream(files).mapToLong(File::length).sum();
  }

  /** Forgets everything. */
  synchronized void clear() {
    requireOpen();
    db.close();
    delete();
    db = open();
  }

  @Override
  public synchronized void close() {
    isOpen = false;
    db.close();
    options.close();
    unlogged.close();
    append.close();
    bloom.close();
    cache.close();
    delete();
  }

  private synchronized void write(WriteBatch batch) throws RocksDBException {
    requireOpen();
    db.write(unlogged, batch);
  }

  /** A task that outlived its run would crash the process: RocksDB does not look. */
  private void requireOpen() {
    if (!isOpen) {
      throw new IllegalStateException("the index of recent readings is that of an ended run");
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes that are made together. */
  final class Changes implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();

    void put(byte[] key, byte[] value) throws RocksDBException {
      batch.put(key, value);
    }

    void append(byte[] key, byte[] value) throws RocksDBException {
      batch.merge(key, value);
    }

    void deleteRange(byte[] from, byte[] until) throws RocksDBException {
      batch.deleteRange(from, until);
    }

    void apply() throws RocksDBException {
      write(batch);
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
