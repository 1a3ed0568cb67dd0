package org.tunnelbench.simulation;

import java.time.InstantSource;

class MemoryLogTest extends LogContract {
  @Override
  Log log(String... topics) {
    return new MemoryLog(InstantSource.system());
  }
}
