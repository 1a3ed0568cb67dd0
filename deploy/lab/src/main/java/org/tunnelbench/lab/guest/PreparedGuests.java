package org.tunnelbench.lab.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What guests are started from.
 *
 * @param kernels chosen ones, oldest first
 * @param unavailable a line for each suite that could not be had
 * @param ipsecTools that the guests are to have
 */
public record PreparedGuests(
    List<Kernel> kernels,
    GuestTree tree,
    List<String> unavailable,
    Optional<IpsecTools> ipsecTools) {
  public PreparedGuests {
    kernels = List.copyOf(kernels);
    unavailable = List.copyOf(unavailable);
  }

  /** Guests without ipsec-tools. */
  PreparedGuests(List<Kernel> kernels, GuestTree tree, List<String> unavailable) {
    this(kernels, tree, unavailable, Optional.empty());
  }

  /** The same guests with these tools. */
  public PreparedGuests with(Optional<IpsecTools> tools) {
    return new PreparedGuests(kernels, tree, unavailable, tools);
  }

  /** The folders of the cache that must stay as long as the guests run. */
  public List<Path> folders() {
    List<Path> folders = new ArrayList<>(List.of(tree.folder()));
    kernels.forEach(kernel -> folders.add(kernel.folder()));
    return folders;
  }
}
