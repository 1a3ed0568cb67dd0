package org.tunnelbench.hostaccess.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The one line of work of a host: everything happens on it, in the order in which it was posted.
 * Time is monotonic.
 */
public interface HostLoop extends AutoCloseable {
  /** Something to do; it may wait for the host. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  /** Something that is to be done later. */
  @FunctionalInterface
  interface Timer {
    /** It is not to be done any more; does nothing where it was done. */
    void cancel();
  }

  /** Does it after what was posted before; nothing where the loop is closed. */
  void post(Task task);

  /** Does it likewise, and tells when it is done or has thrown. */
  CompletableFuture<Void> submit(Task task);

  /** Does it when this time has passed, unless it is cancelled before or the loop is closed. */
  Timer after(Duration time, Task task);

  /** Nanoseconds since an arbitrary moment. */
  long nanoTime();

  /** Does it with the future's value, or with what it failed with, when it is there. */
  default <T> void when(
      CompletableFuture<T> future, BiConsumer<Optional<T>, Optional<Throwable>> task) {
    var unused =
        future.whenComplete(
            (value, thrown) ->
                post(() -> task.accept(Optional.ofNullable(value), Optional.ofNullable(thrown))));
  }

  /** Ends it: interrupts what is under way; what waits is not done. */
  @Override
  void close();
}
