package io.lepton.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.HDFSLogStore;
import io.delta.storage.LogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NioLogStoreTest {
  private static final Configuration CONF = new Configuration();
  private static final int WRITERS = 4;
  private static final int COMMITS = 200;

  @TempDir private java.nio.file.Path folder;
  private Path log;

  @BeforeEach
  void writesALog() throws IOException {
    log = new Path(Files.createDirectory(folder.resolve("_delta_log")).toUri());
    LogStore deltas = new HDFSLogStore(CONF);
    for (String name : List.of("02.json", "00.json", "01.json", "01.crc", "_last_checkpoint")) {
      deltas.write(new Path(log, name), List.of("a line of " + name).iterator(), false, CONF);
    }
    Files.createDirectory(folder.resolve("_delta_log/_sidecars"));
    Files.writeString(folder.resolve("_delta_log/.02.json.crc"), "of Hadoop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00.json", "01", "01.json", "03.", "_last_checkpoint", "z", "0"})
  void listsWhatDeltasOwnStoreLists(String from) throws IOException {
    List<FileStatus> expected = list(new HDFSLogStore(CONF), from);
    List<FileStatus> listed = list(new NioLogStore(CONF), from);
    assertThat(listed).isEqualTo(expected);
    assertThat(each(listed, FileStatus::getLen)).isEqualTo(each(expected, FileStatus::getLen));
    assertThat(each(listed, FileStatus::getModificationTime))
        .isEqualTo(each(expected, FileStatus::getModificationTime));
  }

  @Test
  void knowsNoLogWhereThereIsNone() {
    Path nowhere = new Path(new Path(folder.toUri()), "other/00.json");
    assertThatThrownBy(() -> new NioLogStore(CONF).listFrom(nowhere, CONF))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void ofWritersOfTheSameCommitOneWritesIt() throws Exception {
    Configuration conf = new Configuration();
    conf.set("fs.AbstractFileSystem.file.impl", NioFs.class.getName());
    LogStore store = new NioLogStore(conf);
    AtomicInteger written = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(WRITERS);
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> all = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      all.add(writers.submit(() -> commit(store, conf, together, written)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    writers.shutdown();
    assertThat(written).hasValue(COMMITS);
  }

  private Void commit(
      LogStore store, Configuration conf, CyclicBarrier together, AtomicInteger written)
      throws Exception {
    for (int version = 0; version < COMMITS; version++) {
      Path commit = new Path(log, "raced-%03d.json".formatted(version));
      together.await();
      try {
        store.write(commit, List.of("a line").iterator(), false, conf);
        written.incrementAndGet();
      } catch (java.nio.file.FileAlreadyExistsException
          | org.apache.hadoop.fs.FileAlreadyExistsException e) {
        // somebody else was first
      }
    }
    return null;
  }

  private List<FileStatus> list(LogStore store, String from) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    store.listFrom(new Path(log, from), CONF).forEachRemaining(files::add);
    return files;
  }

  private static List<Long> each(List<FileStatus> files, Function<FileStatus, Long> of) {
    return files.stream().map(of).toList();
  }
}
