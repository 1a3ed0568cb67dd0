package org.tunnelbench.contract.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.tunnelbench.contract.InvalidValueException;

/** How the pair of security associations of one end comes to be. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "keyed")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EspSpec.Manual.class, name = "manual"),
  @JsonSubTypes.Type(value = EspSpec.Ike.class, name = "ike")
})
public sealed interface EspSpec {
  /** A {@link TrialSecret} sealed for the agent of this end: HPKE ciphertext in base64. */
  String sealedSecret();

  /**
   * Keyed by hand.
   *
   * @param spiOut SPI of the association to the peer, 0x100 to 0xffffffff (RFC 4303, section 2.1,
   *     reserves those below)
   * @param spiIn SPI of the association from the peer
   * @param sealedSecret a {@link SaKeys}
   */
  record Manual(long spiOut, long spiIn, String sealedSecret) implements EspSpec {
    public Manual {
      requireSpis(spiOut, spiIn);
    }

    static void requireSpis(long spiOut, long spiIn) {
      for (long spi : new long[] {spiOut, spiIn}) {
        InvalidValueException.unless(
            spi >= 0x100 && spi <= 0xffffffffL, "spi", spi, "must be from 0x100 to 0xffffffff");
      }
      InvalidValueException.unless(
          spiOut != spiIn, "spi", spiIn, "must differ between the two directions");
    }
  }

  /**
   * Negotiated by IKE.
   *
   * @param sealedSecret a {@link PreSharedKey}
   */
  record Ike(String sealedSecret) implements EspSpec {}
}
