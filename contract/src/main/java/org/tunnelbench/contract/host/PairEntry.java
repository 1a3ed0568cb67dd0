package org.tunnelbench.contract.host;

import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Two hosts that measure with each other, the sender first.
 *
 * @param sharedResource a name that other pairs may carry too: only one of the pairs with the same
 *     name measures at a time
 * @param lossless whether the link between them loses no packet, so that what is sent again tells
 *     of a disturbance
 */
public record PairEntry(
    HostName sender, HostName receiver, Optional<String> sharedResource, boolean lossless) {
  public PairEntry {
    InvalidValueException.unless(
        !sender.equals(receiver), "pair", sender, "must be two different hosts");
    sharedResource.ifPresent(PairEntry::requireSharedResource);
  }

  /** Two hosts of whose link nothing is promised. */
  public PairEntry(HostName sender, HostName receiver, Optional<String> sharedResource) {
    this(sender, receiver, sharedResource, false);
  }

  /** Refuses what cannot be the name of a shared resource. */
  public static void requireSharedResource(String name) {
    InvalidValueException.unless(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"),
        "sharedResource",
        name,
        "must be 1 to 63 letters, digits, dots, dashes and underscores, beginning with a letter or"
            + " digit");
  }
}
