package io.lepton.lake.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Hadoop's local file system where its native library is missing: there Hadoop starts {@code chmod}
 * and {@code readlink}, hundreds of milliseconds for every micro-batch; Java can do both itself.
 */
final class NioRawFileSystem extends RawLocalFileSystem {

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    claim(path, overwrite);
    return super.create(path, true, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    claim(path, overwrite);
    return super.create(path, permission, true, bufferSize, replication, blockSize, progress);
  }

  /** Makes an empty file, which is its writer's alone, unless an older one may be there. */
  private void claim(Path path, boolean overwrite) throws IOException {
    if (overwrite) {
      return;
    }
    java.nio.file.Path file = pathToFile(path).toPath();
    Files.createDirectories(file.getParent());
    try {
      Files.createFile(file);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw taken(file, e);
    }
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    if (permission.getStickyBit()) {
      super.setPermission(path, permission);
    } else {
      Files.setPosixFilePermissions(pathToFile(path).toPath(), posix(permission));
    }
  }

  /**
   * A file takes a name that nobody has, in one step: of two writers of the same commit one is
   * told. A rename would replace what came between a look at the name and itself.
   */
  @Override
  @SuppressWarnings("deprecation") // of others than FileContext, who is who calls it
  protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
    java.nio.file.Path old = pathToFile(from).toPath();
    boolean isClaim =
        !List.of(options).contains(Options.Rename.OVERWRITE)
            && Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS);
    if (isClaim && link(old, pathToFile(to).toPath())) {
      Files.delete(old);
    } else {
      super.rename(from, to, options);
    }
  }

  private static IOException taken(java.nio.file.Path name, Exception cause) {
    return (IOException)
        new FileAlreadyExistsException("File already exists: " + name).initCause(cause);
  }

  /** A second name for a file; false where a disk knows none, or there is no folder for it. */
  private static boolean link(java.nio.file.Path file, java.nio.file.Path name) throws IOException {
    try {
      Files.createLink(name, file);
      return true;
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw taken(name, e);
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return Files.isSymbolicLink(pathToFile(path).toPath())
        ? super.getFileLinkStatus(path)
        : getFileStatus(path);
  }

  private static Set<PosixFilePermission> posix(FsPermission permission) {
    return PosixFilePermissions.fromString(
        symbol(permission.getUserAction())
            + symbol(permission.getGroupAction())
            + symbol(permission.getOtherAction()));
  }

  private static String symbol(FsAction action) {
    return action.SYMBOL;
  }
}
