package io.lepton.lake.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {
  private static final int WRITERS = 4;

  @TempDir private java.nio.file.Path folder;

  /** Hadoop's own local files: a second writer may replace them, as on S3. */
  @Test
  void whereFilesCanBeReplacedOneWriterAtMostMakesAFile() throws Exception {
    assertThat(race(new LocalFileSystem(), 10)).as("rounds that somebody won").isPositive();
  }

  @Test
  void whereFilesAreMadeOnceOneWriterMakesEach() throws Exception {
    assertThat(race(new NioFileSystem(), 100)).isEqualTo(100);
  }

  @Test
  void aWriterAloneMakesAFileOnceAndLeavesNoSign() throws Exception {
    FileSystem files = new LocalFileSystem();
    files.initialize(URI.create("file:///"), new Configuration());
    Path file = new Path(folder.toString(), "000001.json");
    assertThat(NewFiles.write(files, file, bytes("first"))).isTrue();
    assertThat(NewFiles.write(files, file, bytes("second"))).isFalse();
    assertThat(Files.readString(folder.resolve("000001.json"))).isEqualTo("first");
    assertThat(files.listStatus(new Path(folder.toString()))).hasSize(1);
  }

  /** Rounds with a winner; fails where there are two, or the file is another's. */
  private int race(FileSystem files, int rounds) throws Exception {
    files.initialize(URI.create("file:///"), new Configuration());
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    int won = 0;
    try {
      for (int round = 0; round < rounds; round++) {
        String name = "round-" + round;
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          byte[] content = bytes("by " + writer);
          tries.add(
              () -> {
                together.await();
                return NewFiles.write(files, new Path(folder.toString(), name), content);
              });
        }
        List<String> winners = new ArrayList<>();
        List<Future<Boolean>> results = writers.invokeAll(tries);
        for (int writer = 0; writer < WRITERS; writer++) {
          if (results.get(writer).get()) {
            winners.add("by " + writer);
          }
        }
        assertThat(winners).hasSizeLessThan(2);
        if (!winners.isEmpty()) {
          assertThat(Files.readString(folder.resolve(name))).isEqualTo(winners.get(0));
          won++;
        }
      }
      return won;
    } finally {
      writers.shutdown();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
