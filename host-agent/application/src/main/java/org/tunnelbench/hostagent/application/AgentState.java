package org.tunnelbench.hostagent.application;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.hostaccess.local.ExclusiveFolder;
import org.tunnelbench.hostagent.apply.DurableFile;

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

  /** The agent's key pair, made the first time. */
  SealingKeyPair keys() throws IOException, SealingException {
    Path file = folder().resolve("private-keyset");
    if (Files.exists(file)) {
      return SecretSealing.keyPair(Files.readString(file).strip());
    }
    SealingKeyPair keys = SecretSealing.newKeyPair();
    DurableFile.write(file, keys.privateKey().getBytes(StandardCharsets.UTF_8));
    return keys;
  }

  @Override
  public void close() throws IOException {
    exclusive.close();
  }
}
