package org.tunnelbench.hostagent.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialSecret;

/**
 * An agent's keys: the pair that its facts tell of, and for a while the one before, for which
 * commands may have been sealed that are still on their way.
 */
public final class AgentKeys {
  /**
   * How long a key that was replaced still opens what was sealed for it: as long as the longest
   * deadline of a command, after which it would be refused anyway, and the skew of clocks.
   */
  public static final Duration GRACE = Duration.ofHours(3).plusMinutes(1);

  private final SealingKeyPair current;
  private final Optional<Previous> previous;
  private final InstantSource clock;

  /**
   * A pair that was replaced.
   *
   * @param until after which nothing is opened with it
   */
  public record Previous(SealingKeyPair keys, Instant until) {}

  /**
   * @param current the pair that facts tell of
   * @param previous the one before
   */
  public AgentKeys(SealingKeyPair current, Optional<Previous> previous, InstantSource clock) {
    this.current = current;
    this.previous = previous;
    this.clock = clock;
  }

  /** A pair that has replaced none. */
  public static AgentKeys of(SealingKeyPair only) {
    return new AgentKeys(only, Optional.empty(), InstantSource.system());
  }

  /** For which secrets are to be sealed from now on. */
  public String publicKey() {
    return current.publicKey();
  }

  /**
   * Opens the secret of an attempt.
   *
   * @throws SealingException where it was sealed for neither key, or for the one before whose time
   *     has passed; its message says so
   */
  public TrialSecret open(String sealed, Attempt attempt, HostName host) throws SealingException {
    try {
      return SealedSecret.open(current.privateKey(), sealed, attempt, host);
    } catch (SealingException e) {
      if (previous.isEmpty()) {
        throw new SealingException(
            "the secret was not sealed for this agent's key, which may have changed, or not for this"
                + " attempt: a new experiment is sealed for the key that the host's facts tell",
            e);
      }
      return openByPrevious(previous.get(), sealed, attempt, host);
    }
  }

  private TrialSecret openByPrevious(Previous before, String sealed, Attempt attempt, HostName host)
      throws SealingException {
    if (clock.instant().isAfter(before.until())) {
      throw new SealingException(
          "the secret was not sealed for this agent's key and this attempt; the key was replaced,"
              + " and what was sealed for the one before is refused since "
              + before.until(),
          new IllegalStateException("the key before is no longer used"));
    }
    return SealedSecret.open(before.keys().privateKey(), sealed, attempt, host);
  }

  @Override
  public String toString() {
    return "AgentKeys[publicKey=" + current.publicKey() + "]";
  }
}
