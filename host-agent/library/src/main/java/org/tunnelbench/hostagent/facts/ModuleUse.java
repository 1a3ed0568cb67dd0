package org.tunnelbench.hostagent.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.KernelRelease;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Link;
import org.tunnelbench.hostagent.snapshot.Obstacles;

/**
 * Which modules must not be taken out. Devices do not hold the module of their type: where it goes,
 * the kernel deletes them, whoever made them. What holds its module itself, such as an association,
 * needs no care.
 */
final class ModuleUse {
  private static final String BRIDGE = "bridge";

  /** Types of device by the module that makes them. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "ip_gre",
          List.of("gre", "gretap", "erspan"),
          "ipip",
          List.of("ipip"),
          BRIDGE,
          List.of(BRIDGE),
          "veth",
          List.of("veth"));

  private ModuleUse() {}

  /** Those of which a device stands, and those of which nobody can tell. */
  static Set<String> pinned(HostFacts facts, HostState state) {
    Set<String> pinned = new TreeSet<>();
    KINDS.forEach(
        (module, kinds) -> {
          if (!isTold(facts, module)
              || state.links().stream().anyMatch(link -> isOne(link, kinds))) {
            pinned.add(module);
          }
        });
    return pinned;
  }

  private static boolean isOne(Link link, List<String> kinds) {
    return kinds.contains(link.kind()) && !Obstacles.FALLBACK_DEVICES.contains(link.name());
  }

  /**
   * Kernels before 3.0 do not tell that a device is a bridge; the oldest ip tells no type at all.
   */
  private static boolean isTold(HostFacts facts, String module) {
    KernelRelease kernel = KernelRelease.of(facts.kernelRelease());
    return facts.ipVersion().printsDetails()
        && !(module.equals(BRIDGE) && kernel.isBefore(KernelRelease.FIRST_WITH_BRIDGE_LINKS));
  }
}
