package org.tunnelbench.lab.guest;

import java.nio.file.Path;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;

/**
 * A guest of a running lab.
 *
 * @param entry how it is reached
 * @param log what it said on its console
 */
public record Guest(HostEntry entry, Kernel kernel, Path log) {
  public HostName name() {
    return entry.name();
  }
}
