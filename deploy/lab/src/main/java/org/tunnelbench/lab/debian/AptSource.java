package org.tunnelbench.lab.debian;

import java.util.List;
import java.util.Optional;

/**
 * One source of packages, as sources.list(5) has it.
 *
 * @param signedBy path of the keyring that its index must be signed with
 */
public record AptSource(
    String uri, List<String> suites, List<String> components, Optional<String> signedBy) {
  public AptSource {
    suites = List.copyOf(suites);
    components = List.copyOf(components);
  }
}
