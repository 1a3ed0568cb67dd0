package org.tunnelbench.hostaccess.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this machine that one process has to itself until it ends, however it ends. Two that
 * remember in one folder what they did on a host would undo each other's work.
 */
public final class ExclusiveFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private ExclusiveFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is made where it is missing.
   *
   * @param user in a word, such as {@code agent}
   * @throws IOException where another process has it
   */
  public static ExclusiveFolder take(Path path, String user) throws IOException {
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException(
          "another %s uses %s; give each a folder of its own".formatted(user, path));
    }
    return new ExclusiveFolder(path, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Lets others have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
