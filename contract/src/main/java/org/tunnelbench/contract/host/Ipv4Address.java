package org.tunnelbench.contract.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.tunnelbench.contract.InvalidValueException;

/** A literal IPv4 address in dotted-quad form without leading zeros (RFC 6943, section 3.1.1). */
public record Ipv4Address(@JsonValue String value) implements Comparable<Ipv4Address> {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern FORM = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Ipv4Address {
    InvalidValueException.unless(
        FORM.matcher(value).matches(),
        "address",
        value,
        "must be an IPv4 address such as 192.0.2.1");
  }

  /** The address as an unsigned number from 0 to 2³² − 1. */
  public long toLong() {
    long number = 0;
    for (String octet : value.split("\\.", -1)) {
      number = (number << 8) | Integer.parseInt(octet);
    }
    return number;
  }

  /** The address with this number, which is from 0 to 2³² − 1. */
  public static Ipv4Address of(long number) {
    InvalidValueException.unless(
        number >>> 32 == 0, "address", number, "must be from 0 to 2^32 - 1");
    return new Ipv4Address(
        "%d.%d.%d.%d"
            .formatted(
                (number >> 24) & 255, (number >> 16) & 255, (number >> 8) & 255, number & 255));
  }

  @Override
  public int compareTo(Ipv4Address other) {
    return Long.compare(toLong(), other.toLong());
  }

  @Override
  public String toString() {
    return value;
  }
}
