package io.lepton.jobs.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.lake.upkeep.Pin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The certificates of a lake, a file each in {@code _erasures}. */
public final class Erasures {
  private static final String FOLDER = "_erasures";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final FileSystem files;
  private final List<Erasure> all = new ArrayList<>();

  private Erasures(Lake lake) throws IOException {
    folder = lake.folder(FOLDER);
    files = folder.getFileSystem(lake.session().sparkContext().hadoopConfiguration());
    FileStatus[] found;
    try {
      found = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return; // nothing was ever erased
    }
    for (FileStatus status : found) {
      if (status.getPath().getName().endsWith(".json")) {
        try (FSDataInputStream in = files.open(status.getPath())) {
          all.add(JSON.readValue(in.readAllBytes(), Erasure.class));
        }
      }
    }
  }

  /**
   * Reads them.
   *
   * @throws PipelineException of kind OUTSIDE if the folder or one of them cannot be read
   */
  public static Erasures of(Lake lake) {
    try {
      return new Erasures(lake);
    } catch (IOException e) {
      throw unreachable(lake.folder(FOLDER), e);
    }
  }

  /** By which a certificate names a device. */
  public static String digest(String device) {
    return DigestUtils.sha256Hex(device.getBytes(UTF_8));
  }

  /** The one of a device that was broken off. */
  Optional<Erasure> unfinished(String digest) {
    return all.stream()
        .filter(erasure -> !erasure.isFinished() && erasure.deviceSha256().equals(digest))
        .findFirst();
  }

  /** Whether rows that a version of a table had are gone, so that it cannot be read in full. */
  public boolean reach(Pin pin) {
    return first().getOrDefault(pin.table().toString(), 0L) > pin.version();
  }

  /** By table the newest version that came of an erasure. */
  private Map<String, Long> first() {
    Map<String, Long> first = new HashMap<>();
    for (Erasure erasure : all) {
      for (Erasure.Table table : erasure.tables()) {
        if (table.files() > 0) {
          first.merge(table.table(), table.version(), Math::max);
        }
      }
    }
    return first;
  }

  /** Writes one; a later state takes the place of an earlier one. */
  Path write(Erasure erasure) {
    String name =
        "%s-%s.json"
            .formatted(
                erasure.startedAt().replace(":", ""), erasure.deviceSha256().substring(0, 12));
    Path file = new Path(folder, name);
    Path whole = new Path(folder, "." + name);
    try {
      try (FSDataOutputStream out = files.create(whole, true)) {
        out.write(JSON.writeValueAsBytes(erasure));
      }
      files.delete(file, false);
      if (!files.rename(whole, file)) {
        throw new IOException("'%s' cannot be renamed".formatted(whole));
      }
      return file;
    } catch (IOException e) {
      throw unreachable(file, e);
    }
  }

  private static PipelineException unreachable(Path path, IOException cause) {
    return PipelineException.outside(
        "Cannot reach the certificates in '%s': %s (expected: a folder that can be read and written). Check its permissions."
            .formatted(path, cause.getMessage()),
        cause);
  }
}
