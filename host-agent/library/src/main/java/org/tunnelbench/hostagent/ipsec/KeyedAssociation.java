package org.tunnelbench.hostagent.ipsec;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.hostagent.plan.Word;

/** An association that is keyed by hand, as every tool needs to know it. Never printed. */
record KeyedAssociation(
    Ipv4Address source,
    Ipv4Address destination,
    long spi,
    Optional<Word> encryptionKey,
    Optional<Word> authenticationKey) {

  /**
   * What an end sends by, and what it hears by.
   *
   * @throws org.tunnelbench.contract.InvalidValueException where a key does not fit its algorithm
   */
  static List<KeyedAssociation> both(ProtectedEnd end, EspSpec.Manual manual, SaKeys keys) {
    return List.of(
        of(
            end,
            end.here(),
            end.there(),
            manual.spiOut(),
            keys.encryptionOut(),
            keys.authenticationOut()),
        of(
            end,
            end.there(),
            end.here(),
            manual.spiIn(),
            keys.encryptionIn(),
            keys.authenticationIn()));
  }

  private static KeyedAssociation of(
      ProtectedEnd end,
      Ipv4Address source,
      Ipv4Address destination,
      long spi,
      String encryptionKey,
      String authenticationKey) {
    int encryptionBytes = end.protection().encryption().keyBytes();
    return new KeyedAssociation(
        source,
        destination,
        spi,
        encryptionBytes == 0
            ? Optional.empty()
            : Optional.of(SaKey.word("encryption key", encryptionKey, encryptionBytes)),
        end.protection()
            .authentication()
            .map(used -> SaKey.word("authentication key", authenticationKey, used.keyBytes())));
  }

  @Override
  public String toString() {
    return "KeyedAssociation[%s %s 0x%08x ****]".formatted(source, destination, spi);
  }
}
