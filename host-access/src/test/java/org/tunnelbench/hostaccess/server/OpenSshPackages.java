package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * OpenSSH and sudo of the machine's own Debian suite, unpacked into a folder and not installed.
 *
 * @param root below which their files lie
 */
public record OpenSshPackages(Path root) {
  /** Downloads them; the reason where they cannot be had. */
  public static OpenSshPackages find(Path folder) throws IOException, InterruptedException {
    return new OpenSshPackages(
        DebianPackages.unpack(folder, "openssh-server", "openssh-client", "libwrap0", "sudo"));
  }
}
