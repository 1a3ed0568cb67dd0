package org.tunnelbench.contract.secret;

/**
 * Something that could not be sealed or opened: a damaged key, the wrong key, another context. Says
 * nothing of the content.
 */
public final class SealingException extends Exception {
  private static final long serialVersionUID = 1L;

  public SealingException(String message, Throwable cause) {
    super(message, cause);
  }
}
