package org.tunnelbench.cli.bench;

import org.tunnelbench.cli.ExitCode;

/** What a benchmark measured; its components are what {@code --json} prints. */
interface BenchmarkResult {
  /** Of the benchmark. */
  String name();

  /** What is aimed at, in words. */
  String goal();

  /** For a terminal, ending with a line feed. */
  String text();

  /** What the command ends with: a goal that was not reached is no failure. */
  default int exitCode() {
    return ExitCode.DONE;
  }
}
