package org.tunnelbench.hostaccess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.host.FleetDocument;

/** The fleet document of a service that reaches its hosts: without it there is none. */
public final class FleetFile {
  /** The setting of services that names the file. */
  public static final String PROPERTY = "tunnelbench.fleet";

  private FleetFile() {}

  /**
   * Reads it.
   *
   * @throws UncheckedIOException where the file cannot be read
   * @throws IllegalArgumentException where it breaks a rule, naming each
   */
  public static FleetDocument read(Path file) {
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
