package org.tunnelbench.hostaccess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.hostaccess.server.OpenSshPackages;
import org.tunnelbench.hostaccess.server.OpenSshServer;

/** Starts servers of OpenSSH, of which one download serves all. */
final class OpenSshFixture {
  private Optional<OpenSshPackages> packages = Optional.empty();

  /** A server that keeps what it needs in a folder; a reason to skip where none can be had here. */
  OpenSshServer start(Path folder, OpenSshServer.Setup setup) throws Exception {
    if (packages.isEmpty()) {
      packages = Optional.of(find(Files.createDirectory(folder.resolve("packages"))));
    }
    return new OpenSshServer(
        packages.get(), Files.createDirectory(folder.resolve("server")), setup);
  }

  private static OpenSshPackages find(Path folder) throws InterruptedException {
    try {
      Assumptions.assumeTrue(
          LocalProcess.run(
                  LocalCommand.of(
                      "unshare",
                      "--mount",
                      "mount",
                      "-t",
                      "overlay",
                      "overlay",
                      "-o",
                      "lowerdir=/etc:/usr",
                      "/mnt"),
                  HostFixture.LONG)
              .succeeded(),
          "No overlay can be mounted here, which the server needs");
      return OpenSshPackages.find(folder);
    } catch (IOException unavailable) {
      throw new TestAbortedException("No OpenSSH can be had here: " + unavailable.getMessage());
    }
  }
}
