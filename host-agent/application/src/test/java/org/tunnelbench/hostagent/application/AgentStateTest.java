package org.tunnelbench.hostagent.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.secret.SealingKeyPair;

class AgentStateTest {
  @TempDir private Path parent = Path.of("");

  @Test
  void keepsItsKeyPairWhereNobodyElseCanReadIt() throws Exception {
    Path folder = parent.resolve("agent");
    SealingKeyPair first;
    try (AgentState state = AgentState.open(folder)) {
      first = state.keys();
    }

    try (AgentState again = AgentState.open(folder)) {
      assertThat(again.keys().privateKey()).isEqualTo(first.privateKey());
      assertThat(again.keys().publicKey()).isEqualTo(first.publicKey());
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("private-keyset")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void isUsedByOneAgentAtATime() throws Exception {
    Path folder = parent.resolve("agent");
    try (AgentState used = AgentState.open(folder)) {
      assertThatThrownBy(() -> AgentState.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(used.folder().toString())
          .hasMessageContaining("give each a folder of its own");
    }
  }
}
