package org.tunnelbench.contract.trial;

import java.time.Duration;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * What one end of a trial is to be: typed, with no text that anybody could execute.
 *
 * @param inner the inner address of this end with its prefix, within {@link
 *     Ipv4Network#BENCHMARKING}; absent exactly where there is no tunnel, since the bare underlay
 *     is measured between the underlay addresses
 * @param innerPeer the other end's inner address
 * @param esp present exactly where the cell is protected
 * @param deadline after this long, by the agent's monotonic clock from the moment it took the
 *     command, the agent undoes everything by itself; 5 s to 3 h
 */
public record EndpointSpec(
    Attempt attempt,
    HostName host,
    HostName peer,
    Levels levels,
    Ipv4Address underlay,
    Ipv4Address underlayPeer,
    Optional<Ipv4Network> inner,
    Optional<Ipv4Address> innerPeer,
    Optional<EspSpec> esp,
    Duration deadline) {
  public EndpointSpec {
    InvalidValueException.unless(!host.equals(peer), "peer", peer, "must be another host");
    InvalidValueException.unless(
        !underlay.equals(underlayPeer),
        "underlayPeer",
        underlayPeer,
        "must be another address than underlay");
    boolean tunnelled = levels.tunnel() != TunnelKind.NONE;
    InvalidValueException.unless(
        inner.isPresent() == tunnelled && innerPeer.isPresent() == tunnelled,
        "inner",
        inner,
        "must be present exactly where there is a tunnel");
    inner.ifPresent(
        network ->
            InvalidValueException.unless(
                network.prefixLength() >= Ipv4Network.BENCHMARKING.prefixLength()
                    && network.overlaps(Ipv4Network.BENCHMARKING),
                "inner",
                network,
                "must lie within " + Ipv4Network.BENCHMARKING));
    InvalidValueException.unless(
        esp.isPresent() == levels.isProtected(),
        "esp",
        esp,
        "must be present exactly where the cell is protected");
    esp.ifPresent(
        keyed ->
            InvalidValueException.unless(
                keyed instanceof EspSpec.Ike == levels.keying().negotiates(),
                "esp",
                keyed.getClass().getSimpleName(),
                "must be negotiated exactly where keying is not manual"));
    InvalidValueException.unless(
        deadline.toSeconds() >= 5 && deadline.toSeconds() <= 10_800,
        "deadline",
        deadline,
        "must be from 5 s to 3 h");
  }

  /**
   * The address that traffic is sent from on this end: inner, or the underlay's where there is no
   * tunnel.
   */
  public Ipv4Address trafficAddress() {
    return inner.map(Ipv4Network::address).orElse(underlay);
  }

  /** The address that traffic is sent to. */
  public Ipv4Address trafficPeer() {
    return innerPeer.orElse(underlayPeer);
  }
}
