package org.tunnelbench.cli.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process is asked to end (Ctrl-C, TERM) while it is doing something. */
public final class Interruption {
  /** Something to do at the end. */
  public interface Ending {
    /** Does it. */
    void run() throws Exception;
  }

  private static final Duration LONGEST_ENDING = Duration.ofSeconds(60);

  private Interruption() {}

  /**
   * Does something; where the process is asked to end meanwhile, does {@code ending}, and the
   * process then ends with 128 and the signal's number.
   */
  public static <T> T guard(Ending ending, Callable<T> work) throws Exception {
    Thread hook = new Thread(() -> end(ending), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      remove(hook);
    }
  }

  private static void end(Ending ending) {
    try {
      ending.run();
    } catch (Exception e) {
      System.err.println("tunnelbench: interrupted; cleaning up failed: " + e);
    }
  }

  private static void remove(Thread hook) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // What comes of the work is not to be told any more: the process ends under this thread.
      new CountDownLatch(1).await(LONGEST_ENDING.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
