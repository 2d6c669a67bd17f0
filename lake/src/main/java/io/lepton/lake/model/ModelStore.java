package io.lepton.lake.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lepton.lake.PipelineException;
import io.lepton.lake.files.NewFiles;
import io.lepton.lake.table.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Model versions as folders of the lake. A version exists once its manifest does, which is written
 * last; it never changes after that. The store knows bytes, not networks.
 */
public final class ModelStore {
  /** The rule that means the champion, or the newest version where none was ever promoted. */
  public static final String CHAMPION = "champion";

  /** The rule that means the newest version. */
  public static final String LATEST = "latest";

  private static final String MANIFEST = "manifest.json";
  private static final String PROMOTIONS = "_promotions";

  private final Path root;
  private final FileSystem files;
  private final Clock clock;

  private ModelStore(Path root, FileSystem files, Clock clock) {
    this.root = root;
    this.files = files;
    this.clock = clock;
  }

  /** The store of a lake. */
  public static ModelStore of(Lake lake, Clock clock) {
    Path root = lake.folder("models");
    try {
      return new ModelStore(
          root,
          root.getFileSystem(lake.session().sparkContext().hadoopConfiguration()),
          requireNonNull(clock, "clock"));
    } catch (IOException e) {
      throw unreachable(root, e);
    }
  }

  /** Publishes a draft as the model's next version. */
  public ModelVersion publish(ModelDraft draft) {
    try {
      ModelVersion version = claim(draft.name());
      Map<String, String> checksums = new TreeMap<>();
      for (Map.Entry<String, byte[]> file : draft.files().entrySet()) {
        write(new Path(folder(version), file.getKey()), file.getValue());
        checksums.put(file.getKey(), DigestUtils.sha256Hex(file.getValue()));
      }
      ModelManifest manifest =
          new ModelManifest(
              draft.name(),
              version.number(),
              clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
              draft.trainingSet(),
              draft.seed(),
              draft.metrics(),
              draft.configuration(),
              draft.libraries(),
              draft.signature(),
              checksums);
      Path unfinished = new Path(folder(version), "_" + MANIFEST);
      write(unfinished, ManifestJson.write(manifest));
      if (!files.rename(unfinished, new Path(folder(version), MANIFEST))) {
        throw new IOException("the manifest could not be put in place");
      }
      return version;
    } catch (IOException e) {
      throw unreachable(root, e);
    }
  }

  /** The names of all models. */
  public List<String> names() {
    return list(root).stream().map(Path::getName).sorted().toList();
  }

  /** The published versions of a model, oldest first. */
  public List<ModelVersion> versions(String model) {
    List<ModelVersion> found = new ArrayList<>();
    try {
      for (Path folder : versionFolders(model)) {
        if (files.exists(new Path(folder, MANIFEST))) {
          found.add(new ModelVersion(model, Integer.parseInt(folder.getName())));
        }
      }
    } catch (IOException e) {
      throw unreachable(root, e);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** Who is and was champion among the versions of a model. */
  public PromotionLog promotions(String model) {
    Path folder = new Path(new Path(root, model), PROMOTIONS);
    try {
      return PromotionLog.open(model, folder, files, clock);
    } catch (IOException e) {
      throw unreachable(folder, e);
    }
  }

  /** The newest version of a model. */
  public Optional<ModelVersion> latest(String model) {
    return versions(model).stream().max(Comparator.naturalOrder());
  }

  /**
   * The version a rule means: {@link #CHAMPION}, {@link #LATEST} or a number.
   *
   * @throws PipelineException if there is none
   */
  public ModelVersion require(String model, String rule) {
    List<ModelVersion> versions = versions(model);
    Optional<ModelVersion> champion =
        rule.equals(CHAMPION) ? promotions(model).champion() : Optional.empty();
    boolean newest = rule.equals(LATEST) || (rule.equals(CHAMPION) && champion.isEmpty());
    String number = champion.map(found -> String.valueOf(found.number())).orElse(rule);
    return versions.stream()
        .filter(v -> newest || number.equals(String.valueOf(v.number())))
        .max(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                PipelineException.data(
                    "Cannot open model '%s' version '%s': there is no such version (found: %s). Run 'lepton train' first."
                        .formatted(
                            model,
                            champion.map(found -> rule + " " + number).orElse(rule),
                            versions.isEmpty() ? "none" : versions)));
  }

  /**
   * The papers of a version.
   *
   * @throws PipelineException if they are not what was published
   */
  public ModelManifest manifest(ModelVersion version) {
    try {
      return ManifestJson.parse(read(new Path(folder(version), MANIFEST)));
    } catch (JsonProcessingException | ChecksumException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot open model '%s': its file '%s' cannot be read: %s (expected: what was published). Choose another version or train again."
              .formatted(version, MANIFEST, e.getMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw unreachable(folder(version), e);
    }
  }

  /**
   * Reads a version.
   *
   * @throws PipelineException if a file is missing or is not what was published
   */
  public StoredModel open(ModelVersion version) {
    ModelManifest manifest = manifest(version);
    Map<String, byte[]> contents = new TreeMap<>();
    for (Map.Entry<String, String> file : manifest.files().entrySet()) {
      contents.put(file.getKey(), verified(version, file.getKey(), file.getValue()));
    }
    return new StoredModel(version, manifest, contents);
  }

  private byte[] verified(ModelVersion version, String name, String expected) {
    byte[] content;
    try {
      content = read(new Path(folder(version), name));
    } catch (FileNotFoundException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot open model '%s': its file '%s' is missing (expected: SHA-256 %s). Choose another version or train again."
              .formatted(version, name, expected),
          e);
    } catch (ChecksumException e) { // local files have checksums of their own
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot open model '%s': its file '%s' cannot be what was published: %s (expected: SHA-256 %s). It was changed after publication; choose another version or train again."
              .formatted(version, name, e.getMessage(), expected),
          e);
    } catch (IOException e) {
      throw unreachable(folder(version), e);
    }
    String found = DigestUtils.sha256Hex(content);
    if (!found.equals(expected)) {
      throw PipelineException.data(
          "Cannot open model '%s': its file '%s' has SHA-256 %s (expected: %s). It was changed after publication; choose another version or train again."
              .formatted(version, name, found, expected));
    }
    return content;
  }

  /** Two writers never get the same number: the file that claims it can be made only once. */
  private ModelVersion claim(String model) throws IOException {
    int number = 1;
    for (Path folder : versionFolders(model)) {
      number = Math.max(number, Integer.parseInt(folder.getName()) + 1);
    }
    while (true) {
      ModelVersion version = new ModelVersion(model, number);
      if (NewFiles.write(files, new Path(folder(version), "_claim"), new byte[0])) {
        return version;
      }
      number++;
    }
  }

  private Path folder(ModelVersion version) {
    return new Path(root, version.name() + "/" + version.number());
  }

  private List<Path> versionFolders(String model) {
    return list(new Path(root, model)).stream()
        .filter(folder -> !folder.getName().equals(PROMOTIONS))
        .toList();
  }

  private List<Path> list(Path folder) {
    try {
      List<Path> found = new ArrayList<>();
      if (files.exists(folder)) {
        for (FileStatus status : files.listStatus(folder)) {
          if (status.isDirectory()) {
            found.add(status.getPath());
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw unreachable(folder, e);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(content);
    }
  }

  private byte[] read(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  static PipelineException unreachable(Path folder, IOException e) {
    return PipelineException.outside(
        "Cannot use the model store at '%s': %s (expected: a folder that can be read and written)."
            .formatted(folder, e.getMessage()),
        e);
  }
}
