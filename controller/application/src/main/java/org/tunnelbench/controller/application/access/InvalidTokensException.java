package org.tunnelbench.controller.application.access;

/** A file of tokens is wrong. What it holds is not said. */
final class InvalidTokensException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidTokensException(int line, String rule) {
    super("line " + line + ": " + rule);
  }
}
