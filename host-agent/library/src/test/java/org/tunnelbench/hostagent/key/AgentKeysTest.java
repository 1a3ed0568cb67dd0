package org.tunnelbench.hostagent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.TrialId;

class AgentKeysTest {
  private static final Instant UNTIL = Instant.parse("2026-01-01T12:00:00Z");
  private static final Attempt ATTEMPT = new Attempt(new TrialId("0123456789ab-00001"), 1);
  private static final HostName HOST = new HostName("host-a");
  private static final PreSharedKey SECRET = new PreSharedKey("open-sesame");

  private final SealingKeyPair before = SecretSealing.newKeyPair();
  private final SealingKeyPair current = SecretSealing.newKeyPair();
  private final AtomicReference<Instant> now = new AtomicReference<>(UNTIL);
  private final AgentKeys keys =
      new AgentKeys(current, Optional.of(new AgentKeys.Previous(before, UNTIL)), now::get);

  AgentKeysTest() throws SealingException {}

  private static String sealed(SealingKeyPair keys) throws SealingException {
    return SealedSecret.seal(keys.publicKey(), SECRET, ATTEMPT, HOST);
  }

  @Test
  void tellsTheNewKeyAndOpensForBothInTheTimeOfTransition() throws Exception {
    assertThat(keys.publicKey()).isEqualTo(current.publicKey());
    assertThat(keys.open(sealed(current), ATTEMPT, HOST)).isEqualTo(SECRET);
    assertThat(keys.open(sealed(before), ATTEMPT, HOST)).isEqualTo(SECRET);
  }

  @Test
  void saysThatTheKeyBeforeIsRefusedAndSinceWhen() throws Exception {
    now.set(UNTIL.plusSeconds(1));
    assertThat(keys.open(sealed(current), ATTEMPT, HOST)).isEqualTo(SECRET);
    String old = sealed(before);
    assertThatThrownBy(() -> keys.open(old, ATTEMPT, HOST))
        .isInstanceOf(SealingException.class)
        .hasMessageContaining("sealed for the one before is refused since 2026-01-01T12:00:00Z");
  }

  @Test
  void opensNothingForAnotherAttemptOrHostOrOfAStranger() throws Exception {
    Attempt next = new Attempt(ATTEMPT.trial(), 2);
    for (SealingKeyPair sealedFor : new SealingKeyPair[] {current, before}) {
      String sealed = sealed(sealedFor);
      assertThatThrownBy(() -> keys.open(sealed, next, HOST)).isInstanceOf(SealingException.class);
      assertThatThrownBy(() -> keys.open(sealed, ATTEMPT, new HostName("host-b")))
          .isInstanceOf(SealingException.class);
    }
    String strange = sealed(SecretSealing.newKeyPair());
    assertThatThrownBy(() -> keys.open(strange, ATTEMPT, HOST))
        .isInstanceOf(SealingException.class)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void doesNotSayItsKeys() {
    assertThat(keys.toString()).doesNotContain(current.privateKey(), before.privateKey());
  }
}
