package org.tunnelbench.hostagent.snapshot;

import java.util.Optional;
import org.tunnelbench.contract.host.Ipv4Network;

/** Whether networks that may be absent overlap; an absent one overlaps nothing. */
final class Overlap {
  private Overlap() {}

  static boolean any(Optional<Ipv4Network> one, Optional<Ipv4Network> other) {
    return one.isPresent() && other.isPresent() && one.get().overlaps(other.get());
  }
}
