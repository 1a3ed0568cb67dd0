package org.tunnelbench.contract.trial;

/**
 * The secret of one end with what goes beside it. Never printed.
 *
 * @param spiOut SPI of the association to the peer; 0 where keys are negotiated
 * @param spiIn SPI of the association from the peer; likewise
 */
public record EndpointSecret(long spiOut, long spiIn, TrialSecret secret) {
  public EndpointSecret {
    if (secret instanceof SaKeys) {
      EspSpec.Manual.requireSpis(spiOut, spiIn);
    }
  }

  boolean isPreSharedKey() {
    return secret instanceof PreSharedKey;
  }

  EspSpec sealed(String sealedSecret) {
    return isPreSharedKey()
        ? new EspSpec.Ike(sealedSecret)
        : new EspSpec.Manual(spiOut, spiIn, sealedSecret);
  }

  EndpointSecret mirrored() {
    return new EndpointSecret(/* spiOut= */ spiIn, /* spiIn= */ spiOut, secret.mirrored());
  }

  @Override
  public String toString() {
    return "EndpointSecret[****]";
  }
}
