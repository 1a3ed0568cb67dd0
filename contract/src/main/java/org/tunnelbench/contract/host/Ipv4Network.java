package org.tunnelbench.contract.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.tunnelbench.contract.InvalidValueException;

/** An IPv4 address with a prefix length, as {@code 198.18.0.1/30}; host bits may be set. */
public record Ipv4Network(Ipv4Address address, int prefixLength) {
  /** The block set aside for benchmarks, from which inner addresses come (RFC 2544, RFC 5735). */
  public static final Ipv4Network BENCHMARKING = new Ipv4Network(new Ipv4Address("198.18.0.0"), 15);

  public Ipv4Network {
    InvalidValueException.unless(
        prefixLength >= 0 && prefixLength <= 32,
        "prefix length",
        prefixLength,
        "must be from 0 to 32");
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Ipv4Network parse(String text) {
    int slash = text.indexOf('/');
    InvalidValueException.unless(
        slash > 0 && text.substring(slash + 1).matches("[0-9]{1,2}"),
        "network",
        text,
        "must be an address, a slash and a prefix length, such as 198.18.0.1/30");
    return new Ipv4Network(
        new Ipv4Address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether any address is in both networks. */
  public boolean overlaps(Ipv4Network other) {
    int shorter = Math.min(prefixLength, other.prefixLength);
    return shorter == 0
        || (address.toLong() >>> (32 - shorter)) == (other.address.toLong() >>> (32 - shorter));
  }

  @Override
  @JsonValue
  public String toString() {
    return address + "/" + prefixLength;
  }
}
