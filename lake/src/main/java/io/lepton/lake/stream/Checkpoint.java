package io.lepton.lake.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A streaming query's progress on disk, as Spark keeps it: {@code metadata}, a file in {@code
 * offsets} for each micro-batch begun, one in {@code commits} for each ended; and beside them a
 * {@code label} of ours.
 */
public final class Checkpoint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "v1";
  private static final String LABEL = "label";
  private static final String SET_ASIDE = ".set-aside-";

  private final Path folder;
  private final FileSystem files;

  private Checkpoint(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /** The one in a folder, which need not be there. */
  public static Checkpoint at(String folder, Configuration configuration) {
    Path path = new Path(folder);
    try {
      return new Checkpoint(path, path.getFileSystem(configuration));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * How far a query is.
   *
   * @param query the name of its folder
   * @param batch the micro-batch that it has ended last
   * @param ended when that was, by the file system's time
   * @param begun whether it has begun the next one
   */
  public record Progress(String query, long batch, Instant ended, boolean begun) {}

  /** How far each query is whose folder is in this one, by name; a look that writes nothing. */
  public static List<Progress> under(Path folder, Configuration configuration) {
    List<Progress> queries = new ArrayList<>();
    try {
      FileSystem files = folder.getFileSystem(configuration);
      if (files.exists(folder)) {
        for (FileStatus query : files.listStatus(folder)) {
          if (!query.getPath().getName().contains(SET_ASIDE)) {
            new Checkpoint(query.getPath(), files).progress().ifPresent(queries::add);
          }
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    queries.sort(Comparator.comparing(Progress::query));
    return queries;
  }

  private Optional<Progress> progress() throws IOException {
    try {
      OptionalLong ended = last("commits");
      if (ended.isEmpty()) {
        return Optional.empty();
      }
      long batch = ended.getAsLong();
      Path commit = new Path(new Path(folder, "commits"), Long.toString(batch));
      return Optional.of(
          new Progress(
              folder.getName(),
              batch,
              Instant.ofEpochMilli(files.getFileStatus(commit).getModificationTime()),
              last("offsets").orElse(batch) > batch));
    } catch (FileNotFoundException e) {
      return Optional.empty(); // the query begins anew
    }
  }

  /** Why Spark cannot go on from it; empty if it can, or if there is none yet. */
  public Optional<String> damage() {
    try {
      OptionalLong begun = last("offsets");
      OptionalLong ended = last("commits");
      if (begun.isEmpty()) {
        return ended.isEmpty() ? Optional.empty() : Optional.of("'offsets' is empty");
      }
      if (!files.exists(new Path(folder, "metadata"))) {
        return Optional.of("'metadata' is missing");
      }
      if (ended.isPresent() && ended.getAsLong() > begun.getAsLong()) {
        return Optional.of("'offsets/%d' is missing".formatted(ended.getAsLong()));
      }
      for (long batch = Math.max(0, begun.getAsLong() - 1); batch <= begun.getAsLong(); batch++) {
        if (offsets(batch).isEmpty()) {
          return Optional.of("'offsets/%d' is missing or cut off".formatted(batch));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The offsets up to which micro-batches have ended, as the source writes them. */
  public Optional<String> ended() {
    try {
      OptionalLong ended = last("commits");
      return ended.isEmpty() ? Optional.empty() : offsets(ended.getAsLong());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Whether a query of this label has ended a micro-batch, and nothing of its progress is damaged.
   *
   * @param label as given to {@link #begin}
   */
  public boolean continues(String label) {
    try {
      Path file = new Path(folder, LABEL);
      if (!files.exists(file)) {
        return false;
      }
      try (FSDataInputStream in = files.open(file)) {
        String found = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return found.equals(label) && last("commits").isPresent() && damage().isEmpty();
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Removes what an earlier query has left, for a new one.
   *
   * @param label all that has to stay as it is for yet another query to go on from here
   */
  public void begin(String label) {
    forget();
    try (FSDataOutputStream out = files.create(new Path(folder, LABEL), false)) {
      out.write(label.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Removes what an earlier query has left, if there was one. */
  public void forget() {
    try {
      files.delete(folder, true);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Moves it out of the way, so that the query begins a new one.
   *
   * @return where it is now; empty if there was none
   */
  public Optional<String> setAside() {
    try {
      if (!files.exists(folder)) {
        return Optional.empty();
      }
      Path aside = folder;
      for (int i = 1; files.exists(aside); i++) {
        aside = new Path(folder.getParent(), folder.getName() + SET_ASIDE + i);
      }
      if (!files.rename(folder, aside)) {
        throw new IOException("it cannot be renamed");
      }
      return Optional.of(aside.toString());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private OptionalLong last(String log) throws IOException {
    TreeSet<Long> batches = new TreeSet<>();
    Path logFolder = new Path(folder, log);
    if (files.exists(logFolder)) {
      for (FileStatus file : files.listStatus(logFolder)) {
        if (file.getPath().getName().matches("[0-9]{1,18}")) {
          batches.add(Long.valueOf(file.getPath().getName()));
        }
      }
    }
    return batches.isEmpty() ? OptionalLong.empty() : OptionalLong.of(batches.last());
  }

  /** The first source's line of a file in {@code offsets}; empty if the file is not whole. */
  private Optional<String> offsets(long batch) throws IOException {
    Path file = new Path(new Path(folder, "offsets"), Long.toString(batch));
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (FSDataInputStream in = files.open(file)) {
      List<String> lines =
          List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1));
      return lines.size() >= 3
              && lines.get(0).equals(VERSION)
              && isObjects(lines.subList(1, lines.size()))
          ? Optional.of(lines.get(2))
          : Optional.empty();
    }
  }

  private static boolean isObjects(List<String> texts) {
    try {
      for (String text : texts) {
        if (!JSON.readTree(text).isObject()) {
          return false;
        }
      }
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static PipelineException unreadable(Path folder, IOException e) {
    return PipelineException.outside(
        "Cannot read checkpoint '%s': %s (expected: a folder that can be read and written)."
            .formatted(folder, e.getMessage()),
        e);
  }
}
