package org.tunnelbench.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.tunnelbench.cli.progress.BarProgress;
import org.tunnelbench.cli.progress.LineProgress;
import org.tunnelbench.cli.progress.Progress;

/** What the user looks at. */
public final class Terminal {
  /** Set by the launcher, which can tell; a JVM of version 21 cannot. */
  private static final String STANDARD_ERROR_IS_ONE = "tunnelbench.terminal";

  private Terminal() {}

  /**
   * A bar on standard error where that is a terminal; else lines, on standard output unless a
   * program reads that.
   */
  public static Progress progress(PrintWriter out, PrintWriter err, boolean programReads) {
    if (Boolean.getBoolean(STANDARD_ERROR_IS_ONE)) {
      return new BarProgress(err);
    }
    return new LineProgress(programReads ? err : out, Terminal::sinceCommand);
  }

  /**
   * How long ago the user's command began. The launcher becomes this process, so its start is the
   * command's.
   */
  public static Duration sinceCommand() {
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
  }
}
