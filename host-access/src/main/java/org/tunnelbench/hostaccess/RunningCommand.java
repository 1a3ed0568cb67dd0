package org.tunnelbench.hostaccess;

import java.util.concurrent.CompletableFuture;

/** A command that was started on a host. */
public interface RunningCommand {
  /** Process id on the host, known as soon as the command runs. */
  long processId();

  /**
   * The exit code, once every line was delivered; {@link StepResult#TIMED_OUT} where its limit
   * passed; exceptionally a {@link HostUnreachableException} where the host was lost.
   */
  CompletableFuture<Integer> exitCode();

  /** Ends the command on the host; does nothing where it has ended. */
  void stop();
}
