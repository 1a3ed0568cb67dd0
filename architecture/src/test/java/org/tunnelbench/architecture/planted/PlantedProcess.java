package org.tunnelbench.architecture.planted;

import java.io.IOException;

/** Breaks the rules on processes. */
class PlantedProcess {
  Process build() throws IOException {
    return new ProcessBuilder("true").start();
  }

  Process execute() throws IOException {
    return Runtime.getRuntime().exec(new String[] {"true"});
  }
}
