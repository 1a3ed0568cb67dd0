package org.tunnelbench.controller.experiment;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialSecret;

/** Makes what is secret of a trial, and SPIs for associations that are keyed by hand. */
public final class SecretSource {
  /** As strong as the strongest hash that IKE is asked to use here. */
  private static final int PRE_SHARED_KEY_BYTES = 32;

  private static final int LOWEST_SPI = 0x100;
  private static final long SPIS = 0x1_0000_0000L;

  private final SecureRandom random;

  public SecretSource(SecureRandom random) {
    this.random = random;
  }

  /** A fresh secret, as the first end sees it; absent where the cell is not protected. */
  public Optional<TrialSecret> secret(Levels levels) {
    if (!(levels.protection() instanceof Protection.Esp esp)) {
      return Optional.empty();
    }
    return Optional.of(
        levels.keying().negotiates() ? new PreSharedKey(hex(PRE_SHARED_KEY_BYTES)) : keys(esp));
  }

  /** Keys of the lengths that the algorithms take, different in the two directions. */
  private SaKeys keys(Protection.Esp esp) {
    int encryption = esp.encryption().keyBytes();
    int authentication = esp.authentication().map(Authentication::keyBytes).orElse(0);
    return new SaKeys(hex(encryption), hex(authentication), hex(encryption), hex(authentication));
  }

  /** An SPI that RFC 4303 does not reserve. */
  public long spi() {
    return random.nextLong(LOWEST_SPI, SPIS);
  }

  /** An SPI that is another than this one. */
  public long spiOtherThan(long taken) {
    long next = random.nextLong(LOWEST_SPI, SPIS - 1);
    return next < taken ? next : next + 1;
  }

  private String hex(int bytes) {
    byte[] key = new byte[bytes];
    random.nextBytes(key);
    return HexFormat.of().formatHex(key);
  }
}
