package org.tunnelbench.hostagent.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.hostagent.key.AgentKeys;

class AgentStateTest {
  private static final Duration LIFETIME = Duration.ofDays(30);

  @TempDir private Path parent = Path.of("");

  @Test
  void keepsItsKeyPairWhereNobodyElseCanReadIt() throws Exception {
    Path folder = parent.resolve("agent");
    String first;
    try (AgentState state = AgentState.open(folder)) {
      first = keys(state, Instant.now()).publicKey();
    }

    try (AgentState again = AgentState.open(folder)) {
      assertThat(keys(again, Instant.now()).publicKey()).isEqualTo(first);
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("private-keyset")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private static AgentKeys keys(AgentState state, Instant now) throws Exception {
    return state.keys(LIFETIME, () -> now);
  }

  @Test
  void replacesItsKeyWhenItIsOldAndOpensForAWhileWhatWasSealedForTheOneBefore() throws Exception {
    Attempt attempt = new Attempt(new TrialId("0123456789ab-00001"), 1);
    HostName host = new HostName("host-a");
    PreSharedKey secret = new PreSharedKey("open-sesame");
    try (AgentState state = AgentState.open(parent.resolve("agent"))) {
      String before = keys(state, Instant.now()).publicKey();
      String sealed = SealedSecret.seal(before, secret, attempt, host);

      Instant old = Instant.now().plus(LIFETIME).plusSeconds(1);
      AgentKeys replaced = keys(state, old);
      assertThat(replaced.publicKey()).isNotEqualTo(before);
      assertThat(replaced.open(sealed, attempt, host)).isEqualTo(secret);
      assertThat(keys(state, old.plus(AgentKeys.GRACE)).open(sealed, attempt, host))
          .isEqualTo(secret);
      assertThat(state.folder().resolve("previous-private-keyset")).exists();
      assertThat(Files.getPosixFilePermissions(state.folder().resolve("previous-private-keyset")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));

      AgentKeys later = keys(state, old.plus(AgentKeys.GRACE).plusSeconds(1));
      assertThat(later.publicKey()).isEqualTo(replaced.publicKey());
      assertThatThrownBy(() -> later.open(sealed, attempt, host))
          .hasMessageContaining("was not sealed for this agent's key");
      assertThat(state.folder().resolve("previous-private-keyset")).doesNotExist();
    }
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
