package org.tunnelbench.hostagent.plan;

/**
 * A word of a line that a tool reads from a file.
 *
 * @param secret whether it is never to be shown
 */
public record Word(String text, boolean secret) {
  /** What stands for a secret wherever a line is shown. */
  public static final String MASK = "****";

  /** A word that anybody may see. */
  public static Word open(String text) {
    return new Word(text, false);
  }

  /** A word that nobody may see. */
  public static Word secret(String text) {
    return new Word(text, true);
  }

  /** The word as it may be shown. */
  @Override
  public String toString() {
    return secret ? MASK : text;
  }
}
