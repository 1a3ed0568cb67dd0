package org.tunnelbench.cli.hosts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.hostagent.snapshot.HostState;

/** What a look at a host showed. */
sealed interface HostLook {
  HostEntry entry();

  /**
   * The host was not reached, or did not say what must be known of it.
   *
   * @param reason which names what to do where that is known
   */
  record Shut(HostEntry entry, String reason) implements HostLook {}

  /**
   * The host answered.
   *
   * @param user who the login, or sudo, is; 0 for root
   * @param facts what is there, without what could be loaded
   * @param loadable modules that tunnels and ESP need and that could be loaded
   * @param state what stands there; without policies and associations where nothing that could make
   *     any is loaded; absent where there is no ip to ask
   * @param daemons of IKE that run
   * @param takenPorts of IKE's UDP ports, those that somebody listens on
   * @param drops rules of a firewall that drop or reject
   * @param interpreter what sends and hears packets of any protocol there; absent where nothing
   *     does
   */
  record Open(
      HostEntry entry,
      int user,
      HostFacts facts,
      Set<String> loadable,
      Optional<HostState> state,
      Set<String> daemons,
      Set<Integer> takenPorts,
      List<String> drops,
      Optional<Interpreter> interpreter)
      implements HostLook {
    public Open {
      loadable = Set.copyOf(loadable);
      daemons = Set.copyOf(daemons);
      takenPorts = Set.copyOf(takenPorts);
      drops = List.copyOf(drops);
    }

    /** The facts as they would be once everything that can be loaded was. */
    HostFacts factsOnceLoaded() {
      Set<String> modules = new TreeSet<>(facts.modules());
      modules.addAll(loadable);
      return new HostFacts(
          facts.host(),
          facts.kernelRelease(),
          facts.kernelBuild(),
          facts.tools(),
          modules,
          facts.loadedModules(),
          facts.fallbackDevices(),
          facts.cryptoDrivers(),
          facts.underlay(),
          facts.underlayInterface(),
          facts.underlayMtu(),
          facts.publicKey());
    }
  }
}
