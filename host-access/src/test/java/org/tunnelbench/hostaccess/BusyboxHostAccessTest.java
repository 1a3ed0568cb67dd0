package org.tunnelbench.hostaccess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;
import org.tunnelbench.hostaccess.server.DebianPackages;

/** The sh of small systems. */
class BusyboxHostAccessTest extends OtherShellContract {
  @Override
  Path shell(Path folder) throws InterruptedException {
    Path installed = Path.of("/bin/busybox");
    if (Files.isExecutable(installed)) {
      return installed;
    }
    try {
      return DebianPackages.unpack(folder, "busybox-static").resolve("bin/busybox");
    } catch (IOException unavailable) {
      throw new TestAbortedException("No busybox can be had here: " + unavailable.getMessage());
    }
  }
}
