package io.lepton.lake.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lepton.lake.PipelineException;
import io.lepton.lake.files.NioFileSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLockTest {
  private static final LockConfig CONFIG =
      new LockConfig(Duration.ofSeconds(10), Duration.ofMinutes(2));
  private static final LockScope PUMP = LockScope.model("pump");
  private static final LockScope FAN = LockScope.model("fan");

  @TempDir private Path folder;
  private final List<String> news = new ArrayList<>();

  @Test
  void oneJobIsAtWorkOnAModel() throws Exception {
    try (JobLock first = take(PUMP, "lepton train")) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> take(PUMP, "lepton features"))
          .isInstanceOfSatisfying(
              PipelineException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(5))
          .hasMessageMatching(
              "Cannot run 'lepton features': 'lepton train' \\(host .+, process "
                  + ProcessHandle.current().pid()
                  + ", since .+Z\\) is at work on model 'pump', last heard of \\d s ago .*");
      take(FAN, "lepton train").close();
    }
    take(PUMP, "lepton features").close();
  }

  @Test
  void theWholeLakeExcludesEachModelAndTheOtherWayRound() throws Exception {
    try (JobLock model = take(PUMP, "lepton train")) {
      assertThat(model).isNotNull();
      assertThatThrownBy(() -> take(LockScope.LAKE, "lepton maintain"))
          .hasMessageContaining("'lepton train'");
    }
    try (JobLock lake = take(LockScope.LAKE, "lepton maintain")) {
      assertThat(lake).isNotNull();
      assertThatThrownBy(() -> take(FAN, "lepton train"))
          .hasMessageContaining("at work on the lake");
    }
    take(FAN, "lepton train").close();
  }

  /** The process is killed as kill -9 does it, while the lock is held. */
  @Test
  void aKilledJobsLockIsBrokenAtOnceOnItsOwnMachine() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
    } finally {
      child.destroyForcibly().waitFor();
    }
    take(PUMP, "lepton train").close();
    assertThat(news).singleElement().asString().contains("'lepton child'", "is broken");
  }

  @Test
  void theLockOfALostMachineIsBrokenOnceItWasSilentLongEnough() throws Exception {
    LockOwner elsewhere = new LockOwner("elsewhere", 1, "lepton train", "2026-01-01T00:00:00Z");
    try (JobLock lost = JobLock.take(place(), PUMP, elsewhere, CONFIG, news::add)) {
      assertThat(lost).isNotNull();
      silentFor(Duration.ofSeconds(119));
      assertThatThrownBy(() -> take(PUMP, "lepton score")).hasMessageContaining("host elsewhere");
      silentFor(Duration.ofSeconds(121));
      take(PUMP, "lepton score").close();
    }
    assertThat(news).singleElement().asString().contains("host elsewhere", "is broken", "12");
  }

  @Test
  void aJobThatWasBrokenDoesNotGiveBackTheLockOfTheNext() throws Exception {
    JobLock frozen = take(PUMP, "lepton train");
    silentFor(Duration.ofMinutes(3));
    try (JobLock next = take(PUMP, "lepton features")) {
      assertThat(next).isNotNull();
      frozen.close();
      assertThatThrownBy(() -> take(PUMP, "lepton score"))
          .hasMessageContaining("'lepton features'");
    }
  }

  @Test
  void aJobSaysThatItIsAliveAndHearsThatItsLockWasBroken() throws Exception {
    LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    LockConfig quick = new LockConfig(Duration.ofMillis(20), Duration.ofSeconds(60));
    try (JobLock frozen =
        JobLock.take(
            place(), PUMP, LockOwner.here("lepton train", Clock.systemUTC()), quick, heard::add)) {
      assertThat(frozen).isNotNull();
      Path beat = folder.resolve("model-pump/000001.beat");
      await().until(() -> Files.exists(beat));
      Files.write(folder.resolve("model-pump/000002.json"), new byte[0]);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("Somebody broke this job's lock");
    }
    assertThatThrownBy(() -> take(PUMP, "lepton score"))
        .as("a claim that was not written to its end holds, too")
        .hasMessageContaining("at work on model 'pump'");
  }

  @Test
  void theLocalClockDoesNotCount() throws Exception {
    LockOwner future = new LockOwner("elsewhere", 1, "lepton train", "2099-01-01T00:00:00Z");
    JobLock.take(place(), PUMP, future, CONFIG, news::add);
    assertThatThrownBy(() -> take(PUMP, "lepton score")).hasMessageContaining("last heard of");
  }

  @Test
  void ofManyAtOnceOneGetsAStaleLock() throws Exception {
    take(PUMP, "lepton train");
    silentFor(Duration.ofMinutes(5));
    CountDownLatch go = new CountDownLatch(1);
    List<JobLock> got = new ArrayList<>();
    List<Thread> rivals =
        IntStream.range(0, 8).mapToObj(i -> new Thread(() -> race(go, got))).toList();
    rivals.forEach(Thread::start);
    go.countDown();
    for (Thread rival : rivals) {
      rival.join();
    }
    assertThat(got.stream().filter(Objects::nonNull)).hasSize(1);
  }

  private void race(CountDownLatch go, List<JobLock> got) {
    try {
      go.await();
      JobLock lock = take(PUMP, "lepton train");
      synchronized (got) {
        got.add(lock);
      }
    } catch (PipelineException e) {
      assertThat(e.kind()).isEqualTo(PipelineException.Kind.BUSY);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JobLock take(LockScope scope, String command) throws IOException {
    LockOwner owner = LockOwner.here(command, Clock.systemUTC());
    return JobLock.take(place(), scope, owner, CONFIG, this::heard);
  }

  private synchronized void heard(String line) {
    news.add(line);
  }

  private JobLock.Place place() throws IOException {
    return place(folder);
  }

  private static JobLock.Place place(Path folder) throws IOException {
    NioFileSystem files = new NioFileSystem();
    files.initialize(URI.create("file:///"), new Configuration());
    return new JobLock.Place(files, new org.apache.hadoop.fs.Path(folder.toUri()));
  }

  private void silentFor(Duration silence) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(silence));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  /** Another process that holds the lock until it is killed. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      LockOwner owner = LockOwner.here("lepton child", Clock.systemUTC());
      JobLock.take(place(Path.of(args[0])), PUMP, owner, CONFIG, line -> {});
      System.out.println("held");
      new CountDownLatch(1).await();
    }
  }
}
