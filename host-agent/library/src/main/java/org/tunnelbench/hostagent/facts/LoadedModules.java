package org.tunnelbench.hostagent.facts;

import java.util.Set;

/**
 * Modules that the agent loaded on a host.
 *
 * @param bootId of the host's boot in which it did (random(4))
 */
public record LoadedModules(String bootId, Set<String> modules) {
  /** Nothing yet. */
  public static final LoadedModules NONE = new LoadedModules("", Set.of());

  public LoadedModules {
    modules = Set.copyOf(modules);
  }
}
