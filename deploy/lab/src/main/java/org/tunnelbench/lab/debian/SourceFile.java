package org.tunnelbench.lab.debian;

import org.tunnelbench.contract.InvalidValueException;

/**
 * A file of a source package, as the archive's signed index describes it.
 *
 * @param fileName such as {@code hello_2.10.orig.tar.gz}
 * @param size in bytes
 * @param sha256 64 hexadecimal digits
 */
public record SourceFile(String fileName, long size, String sha256) {
  public SourceFile {
    InvalidValueException.unless(
        fileName.matches("[a-z0-9][A-Za-z0-9.+~_%-]*"),
        "source file",
        fileName,
        "must be letters, digits and .+~_%-");
    InvalidValueException.unless(
        sha256.matches("[0-9a-f]{64}"), "sha256", sha256, "must be 64 hexadecimal digits");
    InvalidValueException.unless(size > 0, "size", size, "must be at least 1 byte");
  }

  /** One line, which {@link #parse} reads. */
  String line() {
    return fileName + " " + size + " " + sha256;
  }

  static SourceFile parse(String line) {
    String[] words = line.split(" ", -1);
    InvalidValueException.unless(
        words.length == 3 && words[1].matches("[0-9]{1,18}"),
        "source file",
        line,
        "must be a file name, a size and a SHA-256");
    return new SourceFile(words[0], Long.parseLong(words[1]), words[2]);
  }
}
