package org.tunnelbench.contract.experiment;

/** Settings of both hosts that hold for a trial and are put back after it. */
public record HostSettings(Offloads offload, Sysctls sysctl) {
  /** Whatever the hosts have. */
  public static final HostSettings DEFAULT = new HostSettings(Offloads.DEFAULT, Sysctls.DEFAULT);
}
