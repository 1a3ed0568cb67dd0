package org.tunnelbench.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in which nothing can be written for a while: a file stands in its place. */
final class FullDisk {
  private final Path folder;
  private final Path aside;

  FullDisk(Path folder) {
    this.folder = folder;
    aside = folder.resolveSibling(folder.getFileName() + ".aside");
  }

  boolean isFull() {
    return Files.isDirectory(aside);
  }

  void fill() {
    try {
      if (!isFull() && Files.isDirectory(folder)) {
        Files.move(folder, aside);
        Files.createFile(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void empty() {
    try {
      if (isFull()) {
        Files.delete(folder);
        Files.move(aside, folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
