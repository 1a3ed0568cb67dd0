package org.tunnelbench.contract.access;

import java.util.List;

/**
 * Rights on a resource.
 *
 * @param operations in the order in which they are told
 */
public record Grant(Resource resource, List<Operation> operations) {
  public Grant {
    operations = List.copyOf(operations);
  }

  static Grant of(Resource resource, Operation... operations) {
    return new Grant(resource, List.of(operations));
  }
}
