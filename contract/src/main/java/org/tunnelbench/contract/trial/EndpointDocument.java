package org.tunnelbench.contract.trial;

import java.time.Duration;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * One end of a tunnel as a user writes it, to be set up on this host without a controller.
 *
 * @param underlay the outer addresses, this host's first
 * @param inner the inner addresses; absent exactly where there is no tunnel
 * @param secret absent where the end is not protected, or the user leaves its making to others
 */
public record EndpointDocument(
    Levels levels, Underlay underlay, Optional<Inner> inner, Optional<EndpointSecret> secret) {
  /** What this host and its peer are called in what is printed. */
  public static final HostName HERE = new HostName("here");

  /** Its peer. */
  public static final HostName THERE = new HostName("there");

  public EndpointDocument {
    boolean tunnelled = levels.tunnel() != TunnelKind.NONE;
    InvalidValueException.unless(
        inner.isPresent() == tunnelled,
        "inner",
        inner.isPresent() ? "the inner addresses" : "nothing",
        "must be there exactly where there is a tunnel");
    InvalidValueException.unless(
        secret.isEmpty() || levels.isProtected(),
        "secret",
        "****",
        "must be left out where the cell is not protected");
    InvalidValueException.unless(
        secret.isEmpty() || secret.get().isPreSharedKey() == levels.keying().negotiates(),
        "secret",
        "****",
        levels.keying() == Keying.MANUAL
            ? "must have SPIs and keys where keying is manual"
            : "must have a preSharedKey where keys are negotiated");
  }

  /** The outer addresses. */
  public record Underlay(Ipv4Address here, Ipv4Address there) {
    public Underlay {
      InvalidValueException.unless(
          !here.equals(there), "underlay.there", there, "must be another address than here");
    }
  }

  /** The inner addresses, the first with its prefix. */
  public record Inner(Ipv4Network here, Ipv4Address there) {
    public Inner {
      InvalidValueException.unless(
          here.prefixLength() >= Ipv4Network.BENCHMARKING.prefixLength()
              && here.overlaps(Ipv4Network.BENCHMARKING),
          "inner.here",
          here,
          "must lie within " + Ipv4Network.BENCHMARKING);
      InvalidValueException.unless(
          !here.address().equals(there), "inner.there", there, "must be another address than here");
    }
  }

  /** The same with a secret. */
  public EndpointDocument with(EndpointSecret made) {
    return new EndpointDocument(levels, underlay, inner, Optional.of(made));
  }

  /** The other end. */
  public EndpointDocument mirrored() {
    return new EndpointDocument(
        levels,
        new Underlay(underlay.there(), underlay.here()),
        inner.map(
            addresses ->
                new Inner(
                    new Ipv4Network(addresses.there(), addresses.here().prefixLength()),
                    addresses.here().address())),
        secret.map(EndpointSecret::mirrored));
  }

  /**
   * What the agent is to set up.
   *
   * @param sealedSecret of the secret; not looked at where there is none
   */
  public EndpointSpec spec(Attempt attempt, String sealedSecret, Duration deadline) {
    return new EndpointSpec(
        attempt,
        HERE,
        THERE,
        levels,
        underlay.here(),
        underlay.there(),
        inner.map(Inner::here),
        inner.map(Inner::there),
        secret.map(known -> known.sealed(sealedSecret)),
        deadline);
  }
}
