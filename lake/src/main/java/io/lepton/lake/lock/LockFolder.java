package io.lepton.lake.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.files.NewFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The claims to one scope: {@code 000007.json}, each made once, the last one counting; beside it
 * {@code 000007.beat}, written anew by its owner, and {@code 000007.free} once it is over. As a
 * claim is never made twice and the last one never removed, a claim that took a dead one's place
 * cannot be mistaken for it. Ages are differences of the file system's own times.
 */
final class LockFolder {
  private static final Pattern CLAIM = Pattern.compile("([0-9]{6})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path folder;

  LockFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * The last claim that was not given back.
   *
   * @param number of the claim
   * @param owner who made it
   * @param silence since it was last heard of
   */
  record Claim(int number, LockOwner owner, Duration silence) {}

  /** The number of the last claim, 0 if there was none. */
  int last() throws IOException {
    SortedSet<Integer> numbers = numbers();
    return numbers.isEmpty() ? 0 : numbers.last();
  }

  private SortedSet<Integer> numbers() throws IOException {
    SortedSet<Integer> numbers = new TreeSet<>();
    try {
      for (FileStatus status : files.listStatus(folder)) {
        Matcher name = CLAIM.matcher(status.getPath().getName());
        if (name.matches()) {
          numbers.add(Integer.parseInt(name.group(1)));
        }
      }
    } catch (FileNotFoundException e) {
      return numbers; // nobody was ever here
    }
    return numbers;
  }

  /**
   * The same without asking for the time.
   *
   * @param heard when it was last heard of, in milliseconds since 1970 UTC
   */
  record Seen(int number, LockOwner owner, long heard) {}

  /** Who may be at work. */
  Optional<Claim> held() throws IOException {
    Optional<Seen> seen = seen();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    Duration silence = Duration.ofMillis(Math.max(0, now() - seen.get().heard()));
    return Optional.of(new Claim(seen.get().number(), seen.get().owner(), silence));
  }

  /** Who may be at work; a look that writes nothing. */
  Optional<Seen> seen() throws IOException {
    int number = last();
    if (number == 0 || files.exists(file(number, "free"))) {
      return Optional.empty();
    }
    long heard = time(file(number, "json"));
    if (files.exists(file(number, "beat"))) {
      heard = Math.max(heard, time(file(number, "beat")));
    }
    return Optional.of(new Seen(number, owner(number), heard));
  }

  /** Whether the number was still to be had; of several who ask one gets it. */
  boolean claim(int number, LockOwner owner) throws IOException {
    // one who looked long ago may have got a number that was used and cleared away meanwhile
    return NewFiles.write(files, file(number, "json"), JSON.writeValueAsBytes(owner))
        && last() == number;
  }

  /** The owner lives. */
  void beat(int number) throws IOException {
    files.create(file(number, "beat"), true).close();
  }

  void release(int number) throws IOException {
    files.create(file(number, "free"), true).close();
  }

  /** Removes claims that count no more. */
  void clear(int until) throws IOException {
    for (int number : numbers().headSet(until)) {
      for (String kind : new String[] {"beat", "free", "json"}) {
        files.delete(file(number, kind), false);
      }
    }
  }

  /** What time the file system thinks it is: no other clock is comparable with its files. */
  private long now() throws IOException {
    Path probe = new Path(folder, "." + UUID.randomUUID());
    files.create(probe, false).close();
    try {
      return time(probe);
    } finally {
      files.delete(probe, false);
    }
  }

  private long time(Path file) throws IOException {
    return files.getFileStatus(file).getModificationTime();
  }

  private LockOwner owner(int number) throws IOException {
    try (FSDataInputStream in = files.open(file(number, "json"))) {
      byte[] json = in.readAllBytes();
      return json.length == 0 ? LockOwner.UNKNOWN : JSON.readValue(json, LockOwner.class);
    } catch (JsonProcessingException e) {
      return LockOwner.UNKNOWN; // killed while it wrote
    }
  }

  private Path file(int number, String kind) {
    return new Path(folder, "%06d.%s".formatted(number, kind));
  }
}
