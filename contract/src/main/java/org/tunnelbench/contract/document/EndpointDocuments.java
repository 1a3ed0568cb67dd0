package org.tunnelbench.contract.document;

import org.tunnelbench.contract.trial.EndpointDocument;

/** Documents of one end as text: read with every error named, and written. */
public final class EndpointDocuments {
  private EndpointDocuments() {}

  /**
   * Reads YAML or JSON.
   *
   * @throws InvalidDocumentException with every rule that the document breaks; quotes no secret
   */
  public static EndpointDocument parse(String text) throws InvalidDocumentException {
    Violations violations = new Violations();
    return violations.orThrow(YamlTree.read(text, violations).flatMap(EndpointReader::read));
  }

  /** The document as YAML, its secret included; {@link #parse} makes the equal document of it. */
  public static String toYaml(EndpointDocument document) {
    return EndpointWriter.write(document);
  }
}
