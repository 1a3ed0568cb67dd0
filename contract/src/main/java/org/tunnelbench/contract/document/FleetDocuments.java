package org.tunnelbench.contract.document;

import org.tunnelbench.contract.host.FleetDocument;

/** Fleet documents as text: read with every error named, and written. */
public final class FleetDocuments {
  private FleetDocuments() {}

  /**
   * Reads YAML or JSON.
   *
   * @throws InvalidDocumentException with every rule that the document breaks
   */
  public static FleetDocument parse(String text) throws InvalidDocumentException {
    Violations violations = new Violations();
    return violations.orThrow(YamlTree.read(text, violations).flatMap(FleetReader::read));
  }

  /** The document as YAML; {@link #parse} makes the equal document of it. */
  public static String toYaml(FleetDocument fleet) {
    return FleetWriter.write(fleet);
  }
}
