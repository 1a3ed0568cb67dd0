package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.message.HostStatus;

/**
 * Where an experiment was measured elsewhere: what is kept of it beside its own records.
 *
 * @param hosts that took part, as the other controller knew them
 * @param samples SHA-256 of the samples in the archive, 64 hexadecimal digits: what tells one
 *     import from another without reading them again
 */
public record Imported(Instant at, List<HostStatus> hosts, String samples) {
  public Imported {
    hosts = List.copyOf(hosts);
    InvalidValueException.unless(
        samples.matches("[0-9a-f]{64}"), "samples", samples, "must be a SHA-256 in hexadecimal");
  }
}
