package org.tunnelbench.hostaccess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.hostaccess.server.DropbearPackage;
import org.tunnelbench.hostaccess.server.DropbearServer;
import org.tunnelbench.hostaccess.server.SshServer;

/** A host behind Dropbear, the server of the lab's guests. */
class DropbearSshHostAccessTest extends SshHostAccessContract {
  private Optional<DropbearPackage> dropbear = Optional.empty();

  @Override
  SshServer start(Path folder) throws Exception {
    if (dropbear.isEmpty()) {
      dropbear = Optional.of(find(folder));
    }
    return new DropbearServer(dropbear.get(), folder);
  }

  private static DropbearPackage find(Path folder) throws InterruptedException {
    try {
      Assumptions.assumeTrue(
          LocalProcess.run(LocalCommand.of("unshare", "--mount", "true"), LONG).succeeded(),
          "No mount namespace can be made here, which the server needs");
      return DropbearPackage.find(folder);
    } catch (IOException unavailable) {
      throw new TestAbortedException("No Dropbear can be had here: " + unavailable.getMessage());
    }
  }
}
