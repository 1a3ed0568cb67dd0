package org.tunnelbench.packaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something in a tree of files. */
public sealed interface Entry {
  /** The permissions of what everybody may read. */
  int READABLE = 0644;

  /** The permissions of what everybody may run, and of folders. */
  int EXECUTABLE = 0755;

  /**
   * A folder.
   *
   * @param mode its permissions
   */
  record Folder(int mode) implements Entry {}

  /** A symbolic link. */
  record Link(String target) implements Entry {}

  /** A file. */
  sealed interface Contents extends Entry {
    int mode();

    /** In bytes. */
    long size() throws IOException;

    byte[] bytes() throws IOException;
  }

  /** A file of this machine, read when it is written to an archive. */
  record Copy(Path source, int mode) implements Contents {
    @Override
    public long size() throws IOException {
      return Files.size(source);
    }

    @Override
    public byte[] bytes() throws IOException {
      return Files.readAllBytes(source);
    }
  }

  /** A file that was made here. */
  final class Made implements Contents {
    private final byte[] content;
    private final int mode;

    public Made(byte[] content, int mode) {
      this.content = content.clone();
      this.mode = mode;
    }

    @Override
    public int mode() {
      return mode;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public byte[] bytes() {
      return content.clone();
    }
  }
}
