package org.tunnelbench.hostagent.facts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Modules that the agent loaded on a host.
 *
 * @param bootId of the host's boot in which it did (random(4))
 * @param modules those that it is known to have loaded, with what they brought along
 * @param loadingBeside what stood there when it began to load, where it did not see the end of
 *     that: what came since is its own
 */
public record LoadedModules(
    String bootId, Set<String> modules, Optional<Set<String>> loadingBeside) {
  /** Nothing yet. */
  public static final LoadedModules NONE = new LoadedModules("", Set.of());

  public LoadedModules {
    modules = Set.copyOf(modules);
    loadingBeside = loadingBeside.map(Set::copyOf);
  }

  /** Modules of which loading is done. */
  public LoadedModules(String bootId, Set<String> modules) {
    this(bootId, modules, Optional.empty());
  }

  /** The same while more is loaded. */
  LoadedModules loading(String boot, Set<String> present) {
    return new LoadedModules(boot, of(boot, present), Optional.of(present));
  }

  /** The agent's own of what is present now, in this boot. */
  Set<String> of(String boot, Set<String> present) {
    if (!bootId.equals(boot)) {
      return Set.of();
    }
    Set<String> own = new TreeSet<>(modules);
    loadingBeside.ifPresent(
        beside -> present.stream().filter(one -> !beside.contains(one)).forEach(own::add));
    own.retainAll(present);
    return own;
  }

  /** Whether there is anything to take out. */
  @JsonIgnore
  public boolean isNothing() {
    return modules.isEmpty() && loadingBeside.isEmpty();
  }
}
