package org.tunnelbench.contract.trial;

import org.tunnelbench.contract.InvalidValueException;

/**
 * The pair of security associations of one end, keyed by hand.
 *
 * @param spiOut SPI of the association to the peer, 0x100 to 0xffffffff (RFC 4303, section 2.1,
 *     reserves those below)
 * @param spiIn SPI of the association from the peer
 * @param sealedKeys a {@link SaKeys} sealed for the agent of this end: HPKE ciphertext in base64
 */
public record EspSpec(long spiOut, long spiIn, String sealedKeys) {
  public EspSpec {
    for (long spi : new long[] {spiOut, spiIn}) {
      InvalidValueException.unless(
          spi >= 0x100 && spi <= 0xffffffffL, "spi", spi, "must be from 0x100 to 0xffffffff");
    }
    InvalidValueException.unless(
        spiOut != spiIn, "spi", spiIn, "must differ between the two directions");
  }
}
