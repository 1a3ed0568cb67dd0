package org.tunnelbench.hostagent.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.host.FleetDocument;

/** Reads the fleet document; without it there is no agent. */
final class FleetFile {
  private FleetFile() {}

  static FleetDocument read(Path file) {
    try {
      return FleetDocuments.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("tunnelbench.fleet: cannot read " + file, e);
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException("tunnelbench.fleet: " + file + ": " + e.getMessage(), e);
    }
  }
}
