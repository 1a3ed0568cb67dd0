package org.tunnelbench.hostaccess;

import java.nio.file.Path;
import org.tunnelbench.hostaccess.server.MinaServer;
import org.tunnelbench.hostaccess.server.SshServer;

/** A host behind Apache MINA's server. */
class MinaSshHostAccessTest extends SshHostAccessContract {
  @Override
  SshServer start(Path folder) throws Exception {
    return new MinaServer(folder);
  }
}
