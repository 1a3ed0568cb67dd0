package org.tunnelbench.hostaccess;

import org.junit.jupiter.api.AfterAll;

/** This machine as a host. */
class LocalHostAccessTest extends HostAccessContract {
  private final HostAccess access = HostAccesses.open(Hosts.local());

  @Override
  HostAccess access() {
    return access;
  }

  @AfterAll
  void close() {
    access.close();
  }
}
