package org.tunnelbench.cli;

/** What the command line's exit code says. */
public final class ExitCode {
  /** What was asked is done; a finding is no failure. */
  public static final int DONE = 0;

  /** A trial failed, or the machine kept it from being done. */
  public static final int FAILED = 1;

  /** The command line or the document was wrong; nothing was done. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
