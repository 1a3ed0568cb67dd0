package org.tunnelbench.throughputprobe.counters;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;

/**
 * Which hosts are on the probe's own machine, whose pressure is then theirs: this machine itself,
 * its network namespaces, and guests, which are reached by SSH at a loopback address.
 */
public final class MachineOfHosts {
  private static final String LOOPBACK = "127.";

  private final Supplier<OptionalDouble> pressure;
  private final Set<HostName> here;

  /**
   * @param pressure of the probe's own machine just now
   */
  public MachineOfHosts(Supplier<OptionalDouble> pressure, Collection<HostEntry> fleet) {
    this.pressure = pressure;
    here =
        fleet.stream()
            .filter(MachineOfHosts::isHere)
            .map(HostEntry::name)
            .collect(toUnmodifiableSet());
  }

  /** Just now, where the host is on this machine. */
  public OptionalDouble pressureAt(HostName host) {
    return here.contains(host) ? pressure.get() : OptionalDouble.empty();
  }

  static boolean isHere(HostEntry host) {
    return host.ssh()
        .map(ssh -> ssh.jumps().isEmpty() && ssh.server().address().startsWith(LOOPBACK))
        .orElse(true);
  }
}
