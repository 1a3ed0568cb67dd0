package org.tunnelbench.contract.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialId;

class SealedSecretTest {
  private static final Attempt ATTEMPT = new Attempt(new TrialId("0123456789ab-00001"), 1);
  private static final HostName HOST = new HostName("linux-6.1-a");
  private static final SaKeys KEYS = new SaKeys("00ff", "aabb", "0102", "ccdd");

  private final SealingKeyPair pair;

  SealedSecretTest() throws SealingException {
    pair = SecretSealing.newKeyPair();
  }

  @Test
  void whatIsSealedOpensForTheSameAttemptAndHost() throws SealingException {
    String sealed = SealedSecret.seal(pair.publicKey(), KEYS, ATTEMPT, HOST);

    assertThat(SealedSecret.open(pair.privateKey(), sealed, ATTEMPT, HOST)).isEqualTo(KEYS);
    assertThat(sealed).doesNotContain("00ff", "aabb");

    PreSharedKey shared = new PreSharedKey("testpsk");
    assertThat(
            SealedSecret.open(
                pair.privateKey(),
                SealedSecret.seal(pair.publicKey(), shared, ATTEMPT, HOST),
                ATTEMPT,
                HOST))
        .isEqualTo(shared);
    assertThat(shared.toString()).doesNotContain("testpsk");
  }

  @Test
  void anotherAttemptOrHostDoesNotOpenIt() throws SealingException {
    String sealed = SealedSecret.seal(pair.publicKey(), KEYS, ATTEMPT, HOST);

    assertThatThrownBy(
            () ->
                SealedSecret.open(pair.privateKey(), sealed, new Attempt(ATTEMPT.trial(), 2), HOST))
        .isInstanceOf(SealingException.class)
        .hasMessageContaining("another context");
    assertThatThrownBy(
            () -> SealedSecret.open(pair.privateKey(), sealed, ATTEMPT, new HostName("other")))
        .isInstanceOf(SealingException.class);
  }

  @Test
  void anotherKeyDoesNotOpenIt() throws SealingException {
    String sealed = SealedSecret.seal(pair.publicKey(), KEYS, ATTEMPT, HOST);
    SealingKeyPair other = SecretSealing.newKeyPair();

    assertThatThrownBy(() -> SealedSecret.open(other.privateKey(), sealed, ATTEMPT, HOST))
        .isInstanceOf(SealingException.class);
  }

  @Test
  void aPairIsReadBackFromItsPrivateKey() throws SealingException {
    assertThat(SecretSealing.keyPair(pair.privateKey())).isEqualTo(pair);
    assertThat(pair.toString()).doesNotContain(pair.privateKey());
  }

  @Test
  void whatIsNoKeysetIsRefusedWithoutPrintingIt() {
    assertThatThrownBy(() -> SecretSealing.keyPair("not a keyset"))
        .isInstanceOf(SealingException.class)
        .hasMessage("not a private keyset");
    assertThatThrownBy(() -> SecretSealing.seal("AAAA", new byte[] {1}, "context"))
        .isInstanceOf(SealingException.class);
  }

  @Test
  void contentThatIsNoKeysIsRefusedWithoutQuotingIt() throws SealingException {
    String sealed =
        SecretSealing.seal(
            pair.publicKey(),
            "{\"encryptionOut\": secret}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "tunnelbench secret " + ATTEMPT + " " + HOST);

    assertThatThrownBy(() -> SealedSecret.open(pair.privateKey(), sealed, ATTEMPT, HOST))
        .isInstanceOf(SealingException.class)
        .hasStackTraceContaining("is not a secret of a trial")
        .hasMessageNotContaining("secret}");
  }
}
