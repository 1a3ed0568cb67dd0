package org.tunnelbench.hostaccess;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The sh of Red Hat's systems. */
class BashHostAccessTest extends OtherShellContract {
  @Override
  Path shell(Path folder) {
    Path bash = Path.of("/bin/bash");
    Assumptions.assumeTrue(Files.isExecutable(bash), "There is no bash here");
    return bash;
  }
}
