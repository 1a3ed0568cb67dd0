package org.tunnelbench.contract.host;

/** How a login to a host becomes root. */
public enum RootAccess {
  /** It is root, or nothing is to be done about it. */
  LOGIN,
  /** By {@code sudo -n}, which must ask for no password. */
  SUDO,
  /** As {@link #SUDO}, on a pseudo-terminal, which a sudo with {@code requiretty} insists on. */
  SUDO_ON_TERMINAL
}
