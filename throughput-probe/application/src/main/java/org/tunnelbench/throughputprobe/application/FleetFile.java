package org.tunnelbench.throughputprobe.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.host.FleetDocument;

/** The fleet document that the configuration names. */
final class FleetFile {
  /** The property that names the file. */
  static final String PROPERTY = "tunnelbench.fleet";

  private FleetFile() {}

  /**
   * Reads it.
   *
   * @throws UncheckedIOException where the file cannot be read
   * @throws IllegalArgumentException where it breaks a rule, naming each
   */
  static FleetDocument read(Path file) {
    try {
      return FleetDocuments.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(PROPERTY + " names " + file + ", which cannot be read", e);
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(
          "%s names %s, which is not a fleet document: %s"
              .formatted(PROPERTY, file, e.getMessage()),
          e);
    }
  }
}
