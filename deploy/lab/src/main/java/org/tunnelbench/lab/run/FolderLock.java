package org.tunnelbench.lab.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tunnelbench.lab.LabException;

/**
 * A folder that one thread of one process works in at a time. The kernel releases it when the
 * process ends, however it ends.
 */
public final class FolderLock {
  // A file's lock is held by the process, so threads of one process need a lock of their own.
  private static final ConcurrentMap<Path, ReentrantLock> WITHIN_PROCESS =
      new ConcurrentHashMap<>();
  private static final Duration PAUSE = Duration.ofMillis(100);

  private FolderLock() {}

  /** What is done in the folder. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException, LabException, InterruptedException;
  }

  /**
   * Waits for the folder, which is made where it is missing, and works in it.
   *
   * @throws LabException where another holds it for longer than {@code limit}
   */
  public static <T> T holding(Path folder, Duration limit, Work<T> work)
      throws IOException, LabException, InterruptedException {
    return holding(folder, limit, () -> {}, work);
  }

  /**
   * The same for work that others may be long at.
   *
   * @param waiting is told once where another holds the folder
   */
  public static <T> T holding(Path folder, Duration limit, Runnable waiting, Work<T> work)
      throws IOException, LabException, InterruptedException {
    Files.createDirectories(folder);
    Path file = folder.resolve(".lock");
    ReentrantLock withinProcess = WITHIN_PROCESS.computeIfAbsent(file, key -> new ReentrantLock());
    long deadline = System.nanoTime() + limit.toNanos();
    if (!withinProcess.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw tooLong(folder, limit);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      boolean told = false;
      while (channel.tryLock() == null) {
        if (!told) {
          told = true;
          waiting.run();
        }
        if (System.nanoTime() > deadline) {
          throw tooLong(folder, limit);
        }
        Thread.sleep(PAUSE);
      }
      return work.run();
    } finally {
      withinProcess.unlock();
    }
  }

  private static LabException tooLong(Path folder, Duration limit) {
    return new LabException(
        "Another tunnelbench has been working in %s for more than %d s. Wait for it, or end it."
            .formatted(folder, limit.toSeconds()));
  }
}
