package io.lepton.lake.files;

import org.apache.hadoop.fs.LocalFileSystem;

/** The local disk as Hadoop's {@code FileSystem}; set {@code fs.file.impl} to it. */
public final class NioFileSystem extends LocalFileSystem {
  /** Used by Hadoop. */
  public NioFileSystem() {
    super(new NioRawFileSystem());
  }
}
