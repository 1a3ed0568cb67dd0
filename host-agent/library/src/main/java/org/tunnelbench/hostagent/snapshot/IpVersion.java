package org.tunnelbench.hostagent.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host's iproute2 can do, by its version.
 *
 * @param hidesKeys whether {@code ip xfrm state list} knows {@code nokeys} (iproute2 5.0, commit
 *     a6af9f2e6195); where it does not, it prints keys, which are passed over when read
 */
public record IpVersion(boolean hidesKeys) {
  private static final Pattern NUMBERED = Pattern.compile("iproute2-v?(\\d+)\\.\\d+");
  private static final int FIRST_THAT_HIDES_KEYS = 5;

  /** Reads what {@code ip -V} prints; versions up to 4.20 carry a date or a lower number. */
  public static IpVersion parse(String version) {
    Matcher number = NUMBERED.matcher(version);
    return new IpVersion(
        number.find() && Integer.parseInt(number.group(1)) >= FIRST_THAT_HIDES_KEYS);
  }
}
