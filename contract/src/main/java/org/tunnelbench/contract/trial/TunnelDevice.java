package org.tunnelbench.contract.trial;

/** How a trial's tunnel device is named, which tells it from all others of its host. */
public final class TunnelDevice {
  /** What comes first, before some hexadecimal digits. */
  public static final String PREFIX = "tb";

  /** What comes last. */
  public static final String SUFFIX = "-tun";

  private TunnelDevice() {}
}
