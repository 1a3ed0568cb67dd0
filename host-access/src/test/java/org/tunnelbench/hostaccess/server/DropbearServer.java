package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.tunnelbench.contract.host.SshServerEntry;

/**
 * A real server, the one of the lab's guests. It sees a file of users of its own in which root has
 * another home, in a mount namespace of its own, so that the machine's files stay as they are. That
 * needs root.
 */
public final class DropbearServer implements SshServer {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final DropbearPackage dropbear;
  private final Path folder;
  private final SshServerEntry entry;
  private ServerProcess process;

  /**
   * Starts one.
   *
   * @param folder for its keys and its user's home; it must be empty
   */
  public DropbearServer(DropbearPackage dropbear, Path folder)
      throws IOException, InterruptedException {
    this.dropbear = dropbear;
    this.folder = folder;
    Files.setPosixFilePermissions(folder, PRIVATE);
    Path userKey = folder.resolve("user-key");
    Path ssh = folder.resolve("home/.ssh");
    Files.createDirectories(ssh, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(ssh.resolve("authorized_keys"), SshServer.makeUserKey(userKey) + "\n");
    Files.writeString(folder.resolve("passwd"), users());
    entry = SshServer.entry(ServerProcess.freePort(), "root", userKey, makeHostKey());
    process = started();
  }

  @Override
  public SshServerEntry entry() {
    return entry;
  }

  @Override
  public void restart() throws IOException, InterruptedException {
    stop();
    process = started();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    stop();
  }

  private ServerProcess started() throws IOException, InterruptedException {
    return ServerProcess.start(
        dropbear.command(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$1\" /etc/passwd && shift && exec \"$@\"",
                "sh",
                folder.resolve("passwd").toString(),
                dropbear.server().toString(),
                "-F",
                "-E",
                "-p",
                "127.0.0.1:" + entry.port(),
                "-P",
                folder.resolve("pid").toString(),
                "-r",
                folder.resolve("host-key").toString())),
        "dropbear",
        "Not backgrounding");
  }

  private String makeHostKey() throws IOException, InterruptedException {
    String said =
        DebianPackages.run(
            dropbear.command(
                List.of(
                    dropbear.keyTool().toString(),
                    "-t",
                    "ed25519",
                    "-f",
                    folder.resolve("host-key").toString())));
    String line = said.lines().filter(each -> each.startsWith("ssh-")).findFirst().orElseThrow();
    return line.substring(0, line.lastIndexOf(' '));
  }

  private String users() {
    return "root:x:0:0:root:%s:/bin/sh\n".formatted(folder.resolve("home"));
  }
}
