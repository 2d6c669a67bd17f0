package io.lepton.lake.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.lake.PipelineException;
import io.lepton.lake.files.NewFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which versions of a model were champion, in order, as it was when the log was opened. A file for
 * each entry, made once and never changed: of two writers that saw the same log one is refused.
 */
public final class PromotionLog {
  // The second form is the sign of a writer: at work, or killed, like one whose file is not whole.
  private static final Pattern FILE = Pattern.compile("([0-9]{6})\\.json|_([0-9]{6})\\.json\\..*");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String model;
  private final Path folder;
  private final FileSystem files;
  private final Clock clock;
  private final List<Promotion> entries = new ArrayList<>();
  private int last; // number of the last file, whole or not

  private PromotionLog(String model, Path folder, FileSystem files, Clock clock) {
    this.model = model;
    this.folder = folder;
    this.files = files;
    this.clock = clock;
  }

  static PromotionLog open(String model, Path folder, FileSystem files, Clock clock)
      throws IOException {
    PromotionLog log = new PromotionLog(model, folder, files, clock);
    log.read();
    return log;
  }

  private void read() throws IOException {
    FileStatus[] found;
    try {
      found = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return; // nothing was ever promoted
    }
    for (FileStatus status : found) {
      Matcher name = FILE.matcher(status.getPath().getName());
      if (name.matches()) {
        boolean isSign = name.group(1) == null;
        last = Math.max(last, Integer.parseInt(name.group(isSign ? 2 : 1)));
        if (!isSign) {
          entry(status.getPath()).ifPresent(entries::add);
        }
      }
    }
    entries.sort(Comparator.comparingInt(Promotion::number));
  }

  /** Nothing if it is not whole: its writer is at work, or was killed, and nothing was promoted. */
  private Optional<Promotion> entry(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      byte[] json = in.readAllBytes();
      return json.length == 0
          ? Optional.empty()
          : Optional.of(JSON.readValue(json, Promotion.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The entries, oldest first. */
  public List<Promotion> entries() {
    return List.copyOf(entries);
  }

  /** The version that is champion; nothing where none was ever promoted. */
  public Optional<ModelVersion> champion() {
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(version(entries.get(entries.size() - 1).version()));
  }

  /** The champion that a rollback goes back to. */
  public Optional<ModelVersion> beforeChampion() {
    Deque<Integer> champions = new ArrayDeque<>();
    for (Promotion entry : entries) {
      if (entry.kind() == Promotion.Kind.ROLLBACK) {
        while (!champions.isEmpty() && champions.getLast() != entry.version()) {
          champions.removeLast();
        }
      } else {
        champions.addLast(entry.version());
      }
    }
    champions.pollLast();
    return champions.isEmpty() ? Optional.empty() : Optional.of(version(champions.getLast()));
  }

  /**
   * Makes a version the champion.
   *
   * @param why in words
   * @param figures what it was decided by
   * @throws PipelineException if the log has got an entry since it was opened
   */
  public Promotion promote(ModelVersion version, String why, Map<String, Double> figures) {
    return append(Promotion.Kind.PROMOTION, version, why, figures);
  }

  /**
   * Makes the champion before the champion again.
   *
   * @throws PipelineException if there was none, or the log has got an entry since it was opened
   */
  public Promotion rollBack(String why) {
    ModelVersion before =
        beforeChampion()
            .orElseThrow(
                () ->
                    PipelineException.data(
                        "Cannot roll back model '%s': no version was champion before %s (expected: two promotions). Promote another version with 'lepton models CONF promote VERSION'."
                            .formatted(
                                model,
                                champion().map(ModelVersion::toString).orElse("the first one"))));
    return append(Promotion.Kind.ROLLBACK, before, why, Map.of());
  }

  private Promotion append(
      Promotion.Kind kind, ModelVersion version, String why, Map<String, Double> figures) {
    if (!version.name().equals(model)) {
      throw new IllegalArgumentException(
          "version: %s (expected: one of '%s')".formatted(version, model));
    }
    Promotion entry =
        new Promotion(
            last + 1,
            kind,
            version.number(),
            champion().map(ModelVersion::number).orElse(0),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            why,
            figures);
    Path file = new Path(folder, "%06d.json".formatted(entry.number()));
    try {
      if (!NewFiles.write(files, file, JSON.writeValueAsBytes(entry))) {
        throw PipelineException.data(
            "Cannot make %s champion: somebody else changed the champion meanwhile (found: '%s'). Look at 'lepton models CONF list' and decide again."
                .formatted(version, file.getName()));
      }
    } catch (IOException e) {
      throw ModelStore.unreachable(folder, e);
    }
    entries.add(entry);
    last = entry.number();
    return entry;
  }

  private ModelVersion version(int number) {
    return new ModelVersion(model, number);
  }
}
