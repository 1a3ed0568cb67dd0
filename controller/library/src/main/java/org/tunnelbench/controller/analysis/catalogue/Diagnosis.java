package org.tunnelbench.controller.analysis.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A known fault that explains a slow cell.
 *
 * @param evidence what speaks for it, a sentence each
 */
public record Diagnosis(
    String id,
    String title,
    Confidence confidence,
    String cause,
    String change,
    Map<String, String> commits,
    List<String> evidence,
    List<String> sources) {
  public Diagnosis {
    commits = Collections.unmodifiableMap(new TreeMap<>(commits));
    evidence = List.copyOf(evidence);
    sources = List.copyOf(sources);
  }

  /** How sure it is. */
  public enum Confidence {
    /** The signature, a kernel that is known to have it, and a counter that moves with it. */
    CERTAIN("certain"),
    /** The signature, and a kernel that is known to have it. */
    HIGH("high"),
    /** The signature; of the kernel nothing is known. */
    LOW("low");

    private final String word;

    Confidence(String word) {
      this.word = word;
    }

    @Override
    @JsonValue
    public String toString() {
      return word;
    }
  }
}
