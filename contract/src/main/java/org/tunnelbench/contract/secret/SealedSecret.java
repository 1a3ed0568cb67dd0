package org.tunnelbench.contract.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialSecret;

/** The secret of an attempt, sealed for one host and that attempt alone. */
public final class SealedSecret {
  private SealedSecret() {}

  /** Seals the secret; the answer goes into {@code EspSpec.sealedSecret}. */
  public static String seal(String publicKey, TrialSecret secret, Attempt attempt, HostName host)
      throws SealingException {
    try {
      return SecretSealing.seal(
          publicKey,
          Json.MAPPER.writerFor(TrialSecret.class).writeValueAsBytes(secret),
          context(attempt, host));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the secret of an attempt cannot be written as JSON", e);
    }
  }

  /** Opens what {@link #seal} made for the same attempt and host. */
  public static TrialSecret open(String privateKey, String sealed, Attempt attempt, HostName host)
      throws SealingException {
    byte[] plaintext = SecretSealing.open(privateKey, sealed, context(attempt, host));
    try {
      return Json.MAPPER.readValue(plaintext, TrialSecret.class);
    } catch (IOException e) {
      // Jackson quotes what it could not read; that would be the secret.
      throw new SealingException(
          "what was sealed for " + context(attempt, host) + " is not a secret of a trial",
          new IOException(e.getClass().getSimpleName()));
    }
  }

  private static String context(Attempt attempt, HostName host) {
    return "tunnelbench secret " + attempt + " " + host;
  }
}
