package org.tunnelbench.contract.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host's ip(8) can do, by its version. Commits and dates are those of iproute2's own
 * repository.
 *
 * @param busybox whether it is that of busybox, which knows devices, addresses, routes and tunnels
 *     of {@code ip tunnel}, and neither xfrm nor the types of {@code ip link}
 * @param snapshot the date of the release as a number, {@code 91226} for iproute2-ss091226: how
 *     versions were called until 2020; not looked at where it is busybox's
 */
public record IpVersion(boolean busybox, int snapshot) {
  private static final Pattern DATED = Pattern.compile("iproute2-ss(\\d{6})");
  private static final Pattern NUMBERED = Pattern.compile("iproute2-v?\\d+\\.\\d+");

  /** Later than all that are called by a date. */
  private static final int NUMBERED_SNAPSHOT = 999_999;

  /**
   * 4.20: what a version counts as whose line is not understood. It can do whatever plans need, and
   * lacks only what newer ones do better.
   */
  private static final int UNKNOWN_SNAPSHOT = 190_107;

  /** Reads the line that tells the version, such as {@code ip utility, iproute2-ss091226}. */
  public static IpVersion parse(String line) {
    Matcher dated = DATED.matcher(line);
    if (dated.find()) {
      return new IpVersion(false, Integer.parseInt(dated.group(1)));
    }
    if (NUMBERED.matcher(line).find()) {
      return new IpVersion(false, NUMBERED_SNAPSHOT);
    }
    return new IpVersion(line.contains("BusyBox"), UNKNOWN_SNAPSHOT);
  }

  /** Whether {@code -d} tells a link's type: since 2.6.23, commit 1d934839. */
  public boolean printsDetails() {
    return isFrom(71_016);
  }

  /** Whether {@code ip link add} makes gretap and gre: since 2.6.28, commit 237d9e82. */
  public boolean addsGreLinks() {
    return isFrom(90_115);
  }

  /**
   * Whether {@code ip xfrm state add} takes {@code auth-trunc}: since 2.6.39, commit f323f2a3. An
   * older one's {@code auth} leaves the length of the check value to the kernel, which takes 96
   * bits for every hash (xfrm_algo.c).
   */
  public boolean truncatesAuthentication() {
    return isFrom(110_629);
  }

  /** Whether {@code ip link set} takes {@code master}: since 2.6.39, commit a1e191b9. */
  public boolean setsMaster() {
    return isFrom(110_629);
  }

  /** Whether {@code ip link add} makes ipip: since 3.8, commit 1ce2de97. */
  public boolean addsIpipLinks() {
    return isFrom(130_221);
  }

  /**
   * Whether {@code -batch} takes the words of a line out of quotes: since 4.3, commit 39e3d383. An
   * older one knows no way to write an empty word there.
   */
  public boolean quotesInBatches() {
    return isFrom(151_103);
  }

  /** Whether {@code -j} prints devices and routes as JSON: since 4.17, commit 663c3cb2. */
  public boolean printsJson() {
    return isFrom(180_608);
  }

  /**
   * Whether {@code ip xfrm state list} knows {@code nokeys}: since 5.0, commit a6af9f2e. Where it
   * does not, it prints keys, which are passed over when read.
   */
  public boolean hidesKeys() {
    return isFrom(190_319);
  }

  /** Whether it knows policies and associations. */
  public boolean knowsXfrm() {
    return !busybox;
  }

  private boolean isFrom(int date) {
    return !busybox && snapshot >= date;
  }
}
