package org.tunnelbench.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
public final class StandardOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show what the command takes, and end.")
  private boolean help;

  @Option(
      names = "--version",
      versionHelp = true,
      description = "Show the version, and end.")
  private boolean version;
}
