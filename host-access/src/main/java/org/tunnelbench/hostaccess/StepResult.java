package org.tunnelbench.hostaccess;

/**
 * What a step said.
 *
 * @param stdout at most {@value #MOST_OUTPUT} bytes; what goes beyond is cut, and the text then
 *     ends with an ellipsis
 * @param stderr likewise
 */
public record StepResult(int exitCode, String stdout, String stderr) {
  /**
   * The exit code of a command that was ended because its time had passed, as timeout(1) has it.
   */
  public static final int TIMED_OUT = 124;

  /** Bound on each of the two outputs, in bytes. */
  public static final int MOST_OUTPUT = 4 << 20;

  public boolean succeeded() {
    return exitCode == 0;
  }
}
