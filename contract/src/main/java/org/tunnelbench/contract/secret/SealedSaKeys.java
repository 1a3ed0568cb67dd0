package org.tunnelbench.contract.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.SaKeys;

/** The keys of an attempt's associations, sealed for one host and that attempt alone. */
public final class SealedSaKeys {
  private SealedSaKeys() {}

  /** Seals the keys; the answer goes into {@code EspSpec.sealedKeys}. */
  public static String seal(String publicKey, SaKeys keys, Attempt attempt, HostName host)
      throws SealingException {
    try {
      return SecretSealing.seal(
          publicKey, Json.MAPPER.writeValueAsBytes(keys), context(attempt, host));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the keys of an association cannot be written as JSON", e);
    }
  }

  /** Opens what {@link #seal} made for the same attempt and host. */
  public static SaKeys open(String privateKey, String sealed, Attempt attempt, HostName host)
      throws SealingException {
    byte[] plaintext = SecretSealing.open(privateKey, sealed, context(attempt, host));
    try {
      return Json.MAPPER.readValue(plaintext, SaKeys.class);
    } catch (IOException e) {
      // Jackson quotes what it could not read; that would be the keys.
      throw new SealingException(
          "what was sealed for " + context(attempt, host) + " is not a set of keys",
          new IOException(e.getClass().getSimpleName()));
    }
  }

  private static String context(Attempt attempt, HostName host) {
    return "tunnelbench sa-keys " + attempt + " " + host;
  }
}
