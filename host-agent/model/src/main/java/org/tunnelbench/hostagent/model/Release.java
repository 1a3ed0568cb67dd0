package org.tunnelbench.hostagent.model;

/**
 * What a model host runs: its kernel and its ip. On an old one ip prints no JSON, and neither it
 * nor the kernel makes bridges, gre and ipip by {@code ip link}.
 */
public enum Release {
  /** Debian 12. */
  TODAY("6.1.0-9-amd64", "ip utility, iproute2-6.1.0, libbpf 1.1.2", false),

  /** CentOS 6. */
  CENTOS6("2.6.32-358.el6.x86_64", "ip utility, iproute2-ss091226", true);

  private final String kernel;
  private final String ip;
  private final boolean old;

  Release(String kernel, String ip, boolean old) {
    this.kernel = kernel;
    this.ip = ip;
    this.old = old;
  }

  /** As {@code uname -r} tells. */
  public String kernel() {
    return kernel;
  }

  /** As {@code ip -V} tells. */
  public String ip() {
    return ip;
  }

  boolean isOld() {
    return old;
  }
}
