package org.tunnelbench.hostaccess;

import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.hostaccess.local.LocalShell;
import org.tunnelbench.hostaccess.shell.Shell;
import org.tunnelbench.hostaccess.shell.ShellHostAccess;
import org.tunnelbench.hostaccess.shell.ToolPaths;
import org.tunnelbench.hostaccess.ssh.SshShell;

/** Where ways to reach hosts come from. */
public final class HostAccesses {
  private HostAccesses() {}

  /**
   * A way to reach a host. Nothing is tried yet: the first batch or command finds out whether the
   * host answers.
   */
  public static HostAccess open(HostEntry host) {
    return new ShellHostAccess(host.name(), shell(host), new ToolPaths(host.options().tools()));
  }

  private static Shell shell(HostEntry host) {
    return switch (host.kind()) {
      case LOCAL -> LocalShell.ofThisMachine(host.name());
      case NETNS -> LocalShell.ofNamespace(host.name(), namespace(host));
      case SSH -> new SshShell(host.name(), ssh(host));
    };
  }

  private static String namespace(HostEntry host) {
    return host.namespace().orElseThrow(() -> missing("namespace", host));
  }

  private static SshEntry ssh(HostEntry host) {
    return host.ssh().orElseThrow(() -> missing("ssh", host));
  }

  private static InvalidValueException missing(String field, HostEntry host) {
    return new InvalidValueException(field, host.name(), "must have settings of its kind");
  }
}
