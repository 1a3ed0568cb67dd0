package org.tunnelbench.controller.application;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.host.FleetDocument;

/** The fleet that this controller serves, read once at the start. */
@Singleton
public class Fleet {
  private final FleetDocument document;

  /**
   * @param file path of a fleet document
   */
  @Inject
  public Fleet(@ConfigProperty(name = "tunnelbench.fleet") String file) {
    document = read(Path.of(file));
  }

  private static FleetDocument read(Path file) {
    try {
      return FleetDocuments.parse(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the fleet document %s, which tunnelbench.fleet names, cannot be read: %s"
              .formatted(file, e),
          e);
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException(
          "the fleet document %s is wrong:%n%s".formatted(file, e.getMessage()), e);
    }
  }

  /** Its hosts and pairs. */
  public FleetDocument document() {
    return document;
  }
}
