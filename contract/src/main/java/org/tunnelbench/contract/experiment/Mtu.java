package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.tunnelbench.contract.InvalidValueException;

/** The MTU of the interface that carries the inner address. */
public sealed interface Mtu {
  /** The least MTU that IPv4 allows, in bytes (RFC 791). */
  int LEAST = 68;

  /** The greatest length of an IPv4 packet, in bytes. */
  int MOST = 65_535;

  /** Whatever the kernel gives the interface. */
  record KernelDefault() implements Mtu {
    @Override
    @JsonValue
    public String toString() {
      return "default";
    }
  }

  /**
   * A number that is set.
   *
   * @param bytes 68 (RFC 791, the least that IPv4 allows) to 65535
   */
  record Fixed(@JsonValue int bytes) implements Mtu {
    public Fixed {
      InvalidValueException.unless(
          bytes >= LEAST && bytes <= MOST, "mtu", bytes, "must be from 68 to 65535, or default");
    }

    @Override
    public String toString() {
      return Integer.toString(bytes);
    }
  }

  /** Whatever the kernel gives the interface. */
  Mtu DEFAULT = new KernelDefault();

  /** Reads {@code default} or a number. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Mtu parse(Object value) {
    String text = value.toString();
    if (text.equals("default")) {
      return DEFAULT;
    }
    InvalidValueException.unless(
        text.matches("[0-9]{1,5}"), "mtu", text, "must be from 68 to 65535, or default");
    return new Fixed(Integer.parseInt(text));
  }
}
