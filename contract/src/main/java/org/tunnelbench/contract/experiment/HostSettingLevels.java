package org.tunnelbench.contract.experiment;

import java.util.List;

/** A block's levels of the hosts' settings, crossed in full. */
public record HostSettingLevels(List<Offloads> offload, List<Sysctls> sysctl) {
  /** One level each: the defaults. */
  public static final HostSettingLevels DEFAULT =
      new HostSettingLevels(List.of(Offloads.DEFAULT), List.of(Sysctls.DEFAULT));

  public HostSettingLevels {
    offload = Block.distinct("offload", offload);
    sysctl = Block.distinct("sysctl", sysctl);
  }

  long combinations() {
    return (long) offload.size() * sysctl.size();
  }

  List<HostSettings> all() {
    return offload.stream()
        .flatMap(features -> sysctl.stream().map(values -> new HostSettings(features, values)))
        .toList();
  }
}
