package org.tunnelbench.hostagent.plan;

import java.util.List;

/** A tool that carries out the lines of a file. */
public enum BatchTool {
  /** {@code ip -batch}: lines as ip(8) takes them, without its name. */
  IP("ip", "-batch", false),
  /**
   * {@code setkey -f}: statements of setkey(8). Its exit code tells nothing of what the kernel
   * refused; that it prints anything does.
   */
  SETKEY("setkey", "-f", true);

  private final String program;
  private final String option;
  private final boolean silentWhereItSucceeds;

  BatchTool(String program, String option, boolean silentWhereItSucceeds) {
    this.program = program;
    this.option = option;
    this.silentWhereItSucceeds = silentWhereItSucceeds;
  }

  /** What carries a file out. */
  public List<String> argv(String path) {
    return List.of(program, option, path);
  }

  /** Whether any output is a failure. */
  public boolean silentWhereItSucceeds() {
    return silentWhereItSucceeds;
  }
}
