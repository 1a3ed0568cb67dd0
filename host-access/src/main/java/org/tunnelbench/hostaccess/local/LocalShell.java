package org.tunnelbench.hostaccess.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.hostaccess.shell.Deadline;
import org.tunnelbench.hostaccess.shell.ScriptInput;
import org.tunnelbench.hostaccess.shell.Shell;

/** Shells of this machine, or of one of its network namespaces. */
public final class LocalShell implements Shell {
  private final HostName host;
  private final List<String> argv;

  private LocalShell(HostName host, List<String> prefix) {
    this.host = host;
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of("sh", "-c", BOOTSTRAP));
    this.argv = List.copyOf(whole);
  }

  /** Shells of this machine itself. */
  public static LocalShell ofThisMachine(HostName host) {
    return new LocalShell(host, List.of());
  }

  /**
   * Shells in a network namespace; see ip-netns(8).
   *
   * @param namespace its name below /run/netns
   */
  public static LocalShell ofNamespace(HostName host, String namespace) {
    return through(host, List.of("ip", "netns", "exec", namespace));
  }

  /**
   * Shells behind a command that runs the one which follows it, in its own process, as env, unshare
   * and chroot do.
   *
   * @param command with its arguments
   */
  public static LocalShell through(HostName host, List<String> command) {
    return new LocalShell(host, command);
  }

  @Override
  public Conversation converse(
      ScriptInput script, OutputStream stdout, OutputStream stderr, Deadline deadline)
      throws HostUnreachableException {
    try {
      LocalProcess process =
          LocalProcess.start(
              LocalCommand.of(argv).reading(new LocalCommand.Input.Open()),
              new LocalOutput.Streams(stdout, stderr));
      Thread.ofPlatform()
          .daemon()
          .name("host-script " + host)
          .start(() -> feed(script, process.standardInput()));
      return script::close;
    } catch (IOException failed) {
      throw new HostUnreachableException(
          host, "could not start %s: %s".formatted(argv, failed.getMessage()), failed);
    }
  }

  /** Does nothing: each conversation ends with its script's input. */
  @Override
  public void close() {}

  private static void feed(ScriptInput script, OutputStream input) {
    byte[] buffer = new byte[8192];
    try (input) {
      for (int count = script.read(buffer); count >= 0; count = script.read(buffer)) {
        input.write(buffer, 0, count);
        input.flush();
      }
    } catch (IOException endedBeforeItHadReadAll) {
      // Its outputs end too, and tell.
    }
  }
}
