package org.tunnelbench.contract.host;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first three numbers of a kernel's release; what is no release counts as newest. */
public record KernelRelease(int first, int second, int third) {
  /** "gre: Add Transparent Ethernet Bridging", commit e1a8000228e1, of 2.6.28. */
  public static final KernelRelease FIRST_WITH_GRETAP = new KernelRelease(2, 6, 28);

  /** "[IPSEC]: Use crypto_aead and authenc in ESP", commit 38320c70d282, of 2.6.25. */
  public static final KernelRelease FIRST_WITH_AEAD = new KernelRelease(2, 6, 25);

  /** "bridge: allow creating bridge devices with netlink", commit bb900b27a2f4, of 3.0. */
  public static final KernelRelease FIRST_WITH_BRIDGE_LINKS = new KernelRelease(3, 0, 0);

  /** "ipip: add support of link creation via rtnl", commit be42da0e1012, of 3.8. */
  public static final KernelRelease FIRST_WITH_IPIP_LINKS = new KernelRelease(3, 8, 0);

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?.*");

  /** Reads what {@code uname -r} prints. */
  public static KernelRelease of(String release) {
    Matcher matcher = FORM.matcher(release);
    if (!matcher.matches()) {
      return new KernelRelease(Integer.MAX_VALUE, 0, 0);
    }
    return new KernelRelease(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
  }

  /** Whether it is older. */
  public boolean isBefore(KernelRelease other) {
    return Comparator.comparingInt(KernelRelease::first)
            .thenComparingInt(KernelRelease::second)
            .thenComparingInt(KernelRelease::third)
            .compare(this, other)
        < 0;
  }

  @Override
  public String toString() {
    return first + "." + second + "." + third;
  }
}
