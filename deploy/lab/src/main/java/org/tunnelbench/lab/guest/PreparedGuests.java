package org.tunnelbench.lab.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What guests are started from.
 *
 * @param kernels chosen ones, oldest first
 * @param unavailable a line for each suite that could not be had
 */
public record PreparedGuests(List<Kernel> kernels, GuestTree tree, List<String> unavailable) {
  public PreparedGuests {
    kernels = List.copyOf(kernels);
    unavailable = List.copyOf(unavailable);
  }

  /** The folders of the cache that must stay as long as the guests run. */
  public List<Path> folders() {
    List<Path> folders = new ArrayList<>(List.of(tree.folder()));
    kernels.forEach(kernel -> folders.add(kernel.folder()));
    return folders;
  }
}
