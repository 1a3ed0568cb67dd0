package org.tunnelbench.lab.debian;

import java.nio.file.Path;
import java.util.List;

/**
 * Packages of one suite that are here.
 *
 * @param files in the order of their names
 * @param folder where each stands under its SHA-256
 */
public record PackageSet(String suite, List<PackageFile> files, Path folder) {
  public PackageSet {
    files = List.copyOf(files);
  }

  /** The path of a file of this set. */
  public Path path(PackageFile file) {
    return new PackageStore(folder).path(file);
  }
}
