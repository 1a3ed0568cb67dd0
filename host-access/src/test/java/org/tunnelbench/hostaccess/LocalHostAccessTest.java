package org.tunnelbench.hostaccess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** This machine as a host. */
class LocalHostAccessTest extends HostAccessContract {
  private final HostAccess access = HostAccesses.open(Hosts.local());

  @Override
  HostAccess access() {
    return access;
  }

  @Test
  void theShellEndsWhenTheAccessIsClosed() throws Exception {
    StepResult said;
    try (HostAccess other = HostAccesses.open(Hosts.local())) {
      said = other.run(batch(shell("cat /proc/self/stat")), LONG).results().getFirst();
    }

    assertGroupIsEmpty(group(said.stdout()));
  }

  @AfterAll
  void close() {
    access.close();
  }
}
