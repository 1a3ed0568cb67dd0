package org.tunnelbench.controller.trial;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;

/**
 * The offsets that are to be read next in the topic of samples and in the topics of hosts.
 *
 * @param hosts those of some hosts; the topics of the others are to be read from their beginning.
 *     Empty in records of before hosts had topics of their own.
 */
public record Positions(
    long samples, @JsonSetter(nulls = Nulls.AS_EMPTY) Map<HostName, OfHost> hosts) {
  /** Where every topic begins. */
  public static final Positions START = new Positions(0, Map.of());

  /** The offsets that are to be read next in a host's topics of facts and reports. */
  public record OfHost(long facts, long reports) {
    /** Where both begin. */
    public static final OfHost START = new OfHost(0, 0);

    public OfHost {
      InvalidValueException.unless(
          facts >= 0 && reports >= 0, "positions", facts + ", " + reports, "must be 0 or more");
    }

    /** After the record of the facts topic at this offset. */
    public OfHost afterFacts(long offset) {
      return new OfHost(Math.max(facts, offset + 1), reports);
    }

    /** After the record of the reports topic at this offset. */
    public OfHost afterReports(long offset) {
      return new OfHost(facts, Math.max(reports, offset + 1));
    }
  }

  public Positions {
    InvalidValueException.unless(samples >= 0, "positions", samples, "must be 0 or more");
    hosts = Map.copyOf(hosts);
  }

  /** Those of a host's topics. */
  public OfHost of(HostName host) {
    return hosts.getOrDefault(host, OfHost.START);
  }
}
