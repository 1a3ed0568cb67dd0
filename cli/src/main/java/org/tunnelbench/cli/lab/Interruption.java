package org.tunnelbench.cli.lab;

/**
 * What is to be done when the process is asked to end (Ctrl-C, TERM) in the middle; nothing after
 * it is closed. The JVM then ends with 128 and the signal's number.
 */
public final class Interruption implements AutoCloseable {
  /** Something to do at the end. */
  public interface Ending {
    void run() throws Exception;
  }

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** From now on an interruption does this first. */
  public static Interruption ends(Ending ending) {
    Thread hook =
        new Thread(
            () -> {
              try {
                ending.run();
              } catch (Exception e) {
                System.err.println("tunnelbench: interrupted; cleaning up failed: " + e);
              }
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs, or has run.
    }
  }
}
