package org.tunnelbench.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import org.tunnelbench.contract.experiment.ExperimentDocument;

/** Experiment documents as text: read with every error named, and written in canonical form. */
public final class ExperimentDocuments {
  private ExperimentDocuments() {}

  /**
   * Reads YAML or JSON.
   *
   * @throws InvalidDocumentException with every rule that the document breaks
   */
  public static ExperimentDocument parse(String text) throws InvalidDocumentException {
    Violations violations = new Violations();
    return violations.orThrow(
        YamlTree.read(text, violations).flatMap(place -> new ExperimentReader(place).read()));
  }

  /**
   * What was found wrong with a document after it was read, with the lines of its text instead of
   * any that it has.
   *
   * @param text what {@link #parse} had read
   * @param refused by somebody who saw the document only, not its text
   */
  public static InvalidDocumentException atLines(String text, InvalidDocumentException refused) {
    FieldLines lines = FieldLines.of(text);
    return new InvalidDocumentException(refused.violations().stream().map(lines::locate).toList());
  }

  /** The document with its defaults filled in; {@link #parse} makes the equal document of it. */
  public static JsonNode toJson(ExperimentDocument document) {
    return ExperimentWriter.write(document);
  }
}
