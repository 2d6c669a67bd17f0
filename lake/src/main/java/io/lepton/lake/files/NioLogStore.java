package io.lepton.lake.files;

import io.delta.storage.HDFSLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on the local disk; set {@code spark.delta.logStore.file.impl} to it. After each
 * commit Delta lists the log from its last checkpoint on, and its own store asks the disk about
 * every older file, too: a commit would take the longer the older the table is.
 */
public final class NioLogStore extends HDFSLogStore {
  /** Used by Delta. */
  public NioLogStore(Configuration conf) {
    super(conf);
  }

  /** The files beside this one whose names do not come before its own, in order of names. */
  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration conf) throws IOException {
    FileSystem files = path.getFileSystem(conf);
    return files instanceof LocalFileSystem local
        ? listFrom(path, local)
        : super.listFrom(path, conf);
  }

  private static Iterator<FileStatus> listFrom(Path path, LocalFileSystem files)
      throws IOException {
    Path folder = path.getParent();
    List<FileStatus> found = new ArrayList<>();
    for (String name : names(path, files)) {
      Path file = new Path(folder, name);
      try {
        found.add(files.getFileStatus(file));
      } catch (FileNotFoundException e) {
        // Cleaned up since its name was read: as if it had been before.
      }
    }
    return found.iterator();
  }

  private static List<String> names(Path path, LocalFileSystem files) throws IOException {
    Path folder = path.getParent();
    List<String> names = new ArrayList<>();
    try (DirectoryStream<java.nio.file.Path> entries =
        Files.newDirectoryStream(files.pathToFile(folder).toPath())) {
      for (java.nio.file.Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.compareTo(path.getName()) >= 0 && !name.startsWith(".")) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      throw (IOException) new FileNotFoundException("No such folder: " + folder).initCause(e);
    }
    names.sort(null);
    return names;
  }
}
