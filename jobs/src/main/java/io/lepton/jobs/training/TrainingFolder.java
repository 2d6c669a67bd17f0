package io.lepton.jobs.training;

import io.lepton.jobs.features.CodeHash;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.training.Checkpoints;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainingConfig;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An unfinished training in a folder of the lake, {@code checkpoints/training-HASH}: a file for the
 * number of epochs done. The hash is over all that decides what comes of it, the code included;
 * another training has another folder.
 */
final class TrainingFolder implements Checkpoints {
  private static final int HASH_DIGITS = 16;
  private static final String FORM = "%06d";

  private final Path folder;
  private final FileSystem files;

  private TrainingFolder(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The folder of a training.
   *
   * @param trainingSet all that identifies it: its version and what its commit says
   */
  static TrainingFolder of(Lake lake, TrainingConfig config, String trainingSet) {
    String code = CodeHash.of(ParameterAveragingTrainer.class);
    String hash = DigestUtils.sha256Hex(config + "\n" + trainingSet + code);
    Path folder = lake.folder("checkpoints/training-" + hash.substring(0, HASH_DIGITS));
    try {
      return new TrainingFolder(
          folder, folder.getFileSystem(lake.session().sparkContext().hadoopConfiguration()));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  @Override
  public void save(int epochs, Supplier<byte[]> content) {
    Path unfinished = new Path(folder, "_unfinished");
    try {
      List<Path> before = saved();
      try (FSDataOutputStream out = files.create(unfinished, true)) {
        out.write(content.get());
      }
      if (!files.rename(unfinished, new Path(folder, FORM.formatted(epochs)))) {
        throw new IOException("a checkpoint could not be put in place");
      }
      for (Path older : before) {
        files.delete(older, false);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  @Override
  public Optional<byte[]> newest() {
    try {
      List<Path> saved = saved();
      if (saved.isEmpty()) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(saved.get(saved.size() - 1))) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Epochs that need not be trained again. */
  int epochs() {
    try {
      List<Path> saved = saved();
      return saved.isEmpty() ? 0 : Integer.parseInt(saved.get(saved.size() - 1).getName());
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Forgets the training, which is over. */
  void remove() {
    try {
      files.delete(folder, true);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** What was saved whole, oldest first. */
  private List<Path> saved() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    return Stream.of(files.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(file -> file.getName().matches("\\d+"))
        .sorted(Comparator.comparing(Path::getName))
        .toList();
  }

  private static PipelineException unusable(Path folder, IOException e) {
    return PipelineException.outside(
        "Cannot keep the training's progress in '%s': %s (expected: a folder that can be read and written)."
            .formatted(folder, e.getMessage()),
        e);
  }
}
