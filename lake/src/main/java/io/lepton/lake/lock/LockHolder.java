package io.lepton.lake.lock;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A job that holds a lock, as a bystander sees it.
 *
 * @param scope what it has for itself
 * @param owner who it is
 * @param heard when it was last heard of, by the file system's time
 * @param gone whether it was a process of this machine that is no more
 */
public record LockHolder(LockScope scope, LockOwner owner, Instant heard, boolean gone) {
  /** All jobs that hold a lock of a lake; a look that writes nothing. */
  public static List<LockHolder> of(Lake lake) {
    Path folder = lake.folder(JobLock.FOLDER);
    List<LockHolder> holders = new ArrayList<>();
    try {
      FileSystem files = folder.getFileSystem(lake.session().sparkContext().hadoopConfiguration());
      if (!files.exists(folder)) {
        return holders;
      }
      for (FileStatus status : files.listStatus(folder)) {
        LockScope scope = new LockScope(status.getPath().getName());
        new LockFolder(files, status.getPath())
            .seen()
            .ifPresent(
                seen ->
                    holders.add(
                        new LockHolder(
                            scope,
                            seen.owner(),
                            Instant.ofEpochMilli(seen.heard()),
                            seen.owner().isGone())));
      }
      return holders;
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot look who is at work in '%s': %s (expected: a folder that can be read)."
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
