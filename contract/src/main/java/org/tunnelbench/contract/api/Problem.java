package org.tunnelbench.contract.api;

import java.util.List;
import java.util.OptionalInt;

/**
 * Problem details (RFC 9457), media type {@code application/problem+json}.
 *
 * @param type a relative reference to the documentation of this kind of problem
 * @param violations what broke which rule; empty where the problem is of another kind
 */
public record Problem(
    String type, String title, int status, String detail, List<Violation> violations) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * One broken rule.
   *
   * @param line in the document, from 1; absent where it is not the document's
   * @param field path within the document, as {@code blocks[0].tunnel}
   * @param rule what holds there, as a sentence that names the value
   */
  public record Violation(OptionalInt line, String field, String rule) {
    @Override
    public String toString() {
      return (line.isPresent() ? "line " + line.getAsInt() + ": " : "") + field + ": " + rule;
    }
  }
}
