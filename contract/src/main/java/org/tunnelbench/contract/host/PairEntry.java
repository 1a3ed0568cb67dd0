package org.tunnelbench.contract.host;

import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Two hosts that measure with each other, the sender first.
 *
 * @param sharedResource a name that other pairs may carry too: only one of the pairs with the same
 *     name measures at a time
 */
public record PairEntry(HostName sender, HostName receiver, Optional<String> sharedResource) {
  public PairEntry {
    InvalidValueException.unless(
        !sender.equals(receiver), "pair", sender, "must be two different hosts");
  }
}
