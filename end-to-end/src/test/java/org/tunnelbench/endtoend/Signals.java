package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** Ends processes as kill(1) does, and waits until they are gone. */
final class Signals {
  private static final Duration LONGEST_KILL = Duration.ofSeconds(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private Signals() {}

  static void send(String signal, long processId) throws IOException, InterruptedException {
    assertThat(
            LocalProcess.run(
                    LocalCommand.of("kill", "-" + signal, Long.toString(processId)), LONGEST_KILL)
                .exitCode())
        .isZero();
  }

  /** Waits until all of them have ended. */
  static void awaitEnds(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
