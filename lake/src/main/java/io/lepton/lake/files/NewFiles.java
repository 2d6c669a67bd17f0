package io.lepton.lake.files;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;

/**
 * Files that one writer alone makes.
 *
 * <p>HDFS makes a file once by itself, and so do we on local disks. Elsewhere, as on S3, a writer
 * leaves a sign of its own beside the file before it looks for those of others: of two who come
 * together the later one sees the earlier one's sign, so that at most one goes on, and perhaps
 * neither. That asks only for listings that show all that was written before.
 */
public final class NewFiles {
  private static final String BEING_CREATED = "AlreadyBeingCreatedException";

  private NewFiles() {}

  /**
   * Makes a file.
   *
   * @return whether this writer has made it; if not, another one has, or tries to
   */
  public static boolean write(FileSystem files, Path file, byte[] content) throws IOException {
    boolean makesOnce = files instanceof NioFileSystem || "hdfs".equals(files.getUri().getScheme());
    return makesOnce ? create(files, file, content) : agree(files, file, content);
  }

  private static boolean create(FileSystem files, Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(file, false)) {
      out.write(content);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (RemoteException e) {
      if (e.getClassName().endsWith(BEING_CREATED)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean agree(FileSystem files, Path file, byte[] content) throws IOException {
    String signs = "_" + file.getName() + ".";
    Path sign = new Path(file.getParent(), signs + UUID.randomUUID());
    put(files, sign, new byte[0]);
    boolean alone = true;
    for (FileStatus other : files.listStatus(file.getParent())) {
      String name = other.getPath().getName();
      alone &= !name.startsWith(signs) || name.equals(sign.getName());
    }
    // Looked for last: who made it has removed its sign only after that.
    boolean made = alone && !files.exists(file);
    if (made) {
      put(files, file, content);
    }
    if (!files.delete(sign, false)) {
      throw new IOException("'%s' cannot be removed".formatted(sign));
    }
    return made;
  }

  private static void put(FileSystem files, Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(content);
    }
  }
}
