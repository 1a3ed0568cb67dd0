package org.tunnelbench.lab.debian;

import org.tunnelbench.contract.InvalidValueException;

/**
 * A package's file in an archive, as its signed index describes it.
 *
 * @param fileName as {@code apt-get download} names it, such as {@code libc6_2.36-9_amd64.deb}
 * @param size in bytes
 * @param sha256 64 hexadecimal digits
 */
public record PackageFile(String fileName, long size, String sha256) {
  public PackageFile {
    InvalidValueException.unless(
        fileName.matches("[^/_]+_[^/_]+_[^/_]+\\.deb"),
        "package file",
        fileName,
        "must be a name, a version and an architecture, joined by underscores");
    InvalidValueException.unless(
        sha256.matches("[0-9a-f]{64}"), "sha256", sha256, "must be 64 hexadecimal digits");
    InvalidValueException.unless(size > 0, "size", size, "must be at least 1 byte");
  }

  /** The package's name. */
  public String name() {
    return fileName.substring(0, fileName.indexOf('_'));
  }

  /** The package's version, as the file's name has it. */
  public String version() {
    return fileName.substring(fileName.indexOf('_') + 1, fileName.lastIndexOf('_'));
  }

  /** One line, which {@link #parse} reads. */
  String line() {
    return fileName + " " + size + " " + sha256;
  }

  static PackageFile parse(String line) {
    String[] words = line.split(" ", -1);
    InvalidValueException.unless(
        words.length == 3 && words[1].matches("[0-9]{1,18}"),
        "package file",
        line,
        "must be a file name, a size and a SHA-256");
    return new PackageFile(words[0], Long.parseLong(words[1]), words[2]);
  }
}
