package org.tunnelbench.hostagent.application;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.hostaccess.local.ExclusiveFolder;
import org.tunnelbench.hostagent.apply.DurableFile;
import org.tunnelbench.hostagent.key.AgentKeys;

/** The agent's folder: its key pair and its journals. Locked, so that no two agents share one. */
record AgentState(ExclusiveFolder exclusive) implements AutoCloseable {

  /** Opens the folder, which is made where it is missing. */
  static AgentState open(Path folder) throws IOException {
    DurableFile.createFolder(folder);
    return new AgentState(ExclusiveFolder.take(folder, "agent"));
  }

  Path folder() {
    return exclusive.path();
  }

  /**
   * The agent's keys: made the first time, and anew where they are older than {@code lifetime}.
   * What was sealed for those before is opened for {@link AgentKeys#GRACE} more.
   */
  AgentKeys keys(Duration lifetime, InstantSource clock) throws IOException, SealingException {
    Path file = folder().resolve("private-keyset");
    Path before = folder().resolve("previous-private-keyset");
    if (!Files.exists(file)) {
      write(file, SecretSealing.newKeyPair(), clock);
    } else if (bornAt(file).plus(lifetime).isBefore(clock.instant())) {
      write(before, read(file), clock);
      write(file, SecretSealing.newKeyPair(), clock);
    }
    Instant until = bornAt(file).plus(AgentKeys.GRACE);
    if (clock.instant().isAfter(until)) {
      Files.deleteIfExists(before);
    }
    Optional<AgentKeys.Previous> previous =
        Files.exists(before)
            ? Optional.of(new AgentKeys.Previous(read(before), until))
            : Optional.empty();
    return new AgentKeys(read(file), previous, clock);
  }

  private static Instant bornAt(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static SealingKeyPair read(Path file) throws IOException, SealingException {
    return SecretSealing.keyPair(Files.readString(file).strip());
  }

  /** The file's own time tells since when the keys are what they are. */
  private static void write(Path file, SealingKeyPair keys, InstantSource clock)
      throws IOException {
    DurableFile.write(file, keys.privateKey().getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  @Override
  public void close() throws IOException {
    exclusive.close();
  }
}
