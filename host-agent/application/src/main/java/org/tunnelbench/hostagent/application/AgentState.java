package org.tunnelbench.hostagent.application;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.hostagent.apply.DurableFile;

/** The agent's folder: its key pair and its journals. Locked, so that no two agents share one. */
final class AgentState implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private AgentState(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Opens the folder, which is made where it is missing. */
  static AgentState open(Path folder) throws IOException {
    DurableFile.createFolder(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException(
          "tunnelbench.state: another agent uses " + folder + "; give each a folder of its own");
    }
    return new AgentState(folder, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  /** The agent's key pair, made the first time. */
  SealingKeyPair keys() throws IOException, SealingException {
    Path file = folder.resolve("private-keyset");
    if (Files.exists(file)) {
      return SecretSealing.keyPair(Files.readString(file).strip());
    }
    SealingKeyPair keys = SecretSealing.newKeyPair();
    DurableFile.write(file, keys.privateKey().getBytes(StandardCharsets.UTF_8));
    return keys;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
