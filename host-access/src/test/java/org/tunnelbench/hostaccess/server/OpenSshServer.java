package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.process.LocalCommand;

/**
 * OpenSSH's server, and sudo behind it. In a mount namespace of its own it sees the unpacked
 * packages and files of users, keys and sudoers of its own laid over those of the machine, which
 * stay as they are. That needs root, and overlayfs.
 */
public final class OpenSshServer implements SshServer {
  /** The password of root and of {@link #USER}. */
  public static final String PASSWORD = "open sesame";

  /** A user who is not root. */
  public static final String USER = "tester";

  private static final String PASSWORD_HASH =
      "$6$tunnelbench$ogVpdb0GP2.LQ4blq1Dp2oz3CFcA7ZG5HIr.WmYPwTSzdpfv6G3lH6LHubcyoXrtA01VFc2blMx32JgMa82NH1";

  /** Arguments: the folder of packages, the folder of own files, and the server's command. */
  private static final String OVERLAY =
      """
      set -e
      mount -t overlay overlay -o "lowerdir=$2/etc:$1/etc:/etc" /etc
      mount -t overlay overlay -o "lowerdir=$1/usr:/usr" /usr
      mount -t tmpfs -o mode=755 none /run
      mkdir -m 755 /run/sshd /run/sudo
      shift 2
      exec "$@"
      """;

  private final OpenSshPackages packages;
  private final Path folder;
  private final SshServerEntry entry;
  private ServerProcess process;

  /**
   * What the server is told.
   *
   * @param user who logs in
   * @param hostKeyType as ssh-keygen(1) takes it
   * @param configuration lines of sshd_config(5) that come before all others, and so win
   * @param sudoers the whole of sudoers(5)
   */
  public record Setup(String user, String hostKeyType, List<String> configuration, String sudoers) {
    /** Root, with the server's defaults. */
    public static final Setup ROOT = new Setup("root", "ed25519", List.of(), "");

    /** The user who is not root, under these sudoers. */
    public static Setup withSudoers(String sudoers) {
      return new Setup(USER, "ed25519", List.of(), sudoers);
    }
  }

  /**
   * Starts one.
   *
   * @param folder for its keys and files; it must be empty
   */
  public OpenSshServer(OpenSshPackages packages, Path folder, Setup setup)
      throws IOException, InterruptedException {
    this.packages = packages;
    this.folder = folder;
    Path etc = folder.resolve("own/etc");
    Files.createDirectories(etc.resolve("ssh"));
    Path userKey = folder.resolve("user-key");
    int port = ServerProcess.freePort();
    Files.writeString(etc.resolve("ssh/authorized_keys"), SshServer.makeUserKey(userKey) + "\n");
    entry = SshServer.entry(port, setup.user(), userKey, makeHostKey(etc, setup.hostKeyType()));
    Files.writeString(etc.resolve("passwd"), passwd());
    Files.writeString(etc.resolve("shadow"), shadow());
    Files.writeString(etc.resolve("sudoers"), setup.sudoers());
    Files.setPosixFilePermissions(
        etc.resolve("sudoers"), PosixFilePermissions.fromString("r--r-----"));
    Files.write(etc.resolve("ssh/sshd_config"), configuration(setup, port));
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

  private String makeHostKey(Path etc, String type) throws IOException, InterruptedException {
    Path key = etc.resolve("ssh/host-key");
    DebianPackages.run(
        LocalCommand.of(
            packages.root().resolve("usr/bin/ssh-keygen").toString(),
            "-q",
            "-t",
            type,
            "-N",
            "",
            "-f",
            key.toString()));
    String[] words = Files.readString(key.resolveSibling("host-key.pub")).split(" ", 3);
    return words[0] + " " + words[1];
  }

  private static List<String> configuration(Setup setup, int port) {
    List<String> lines = new ArrayList<>(setup.configuration());
    lines.addAll(
        List.of(
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey /etc/ssh/host-key",
            "AuthorizedKeysFile /etc/ssh/authorized_keys",
            "PermitRootLogin yes",
            "UsePAM no",
            "PidFile none",
            "MaxStartups 100",
            // The PATH of a user who is not root has no folders of administrators.
            "SetEnv PATH=/usr/bin:/bin"));
    return lines;
  }

  private static String passwd() {
    return """
        root:x:0:0:root:/root:/bin/sh
        sshd:x:105:65534::/run/sshd:/usr/sbin/nologin
        %s:x:1000:1000::/:/bin/sh
        """
        .formatted(USER);
  }

  private static String shadow() {
    return "root:%s:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\n%s:%s:19000:0:99999:7:::\n"
        .formatted(PASSWORD_HASH, USER, PASSWORD_HASH);
  }

  private ServerProcess started() throws IOException, InterruptedException {
    return ServerProcess.start(
        LocalCommand.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            OVERLAY,
            "sh",
            packages.root().toString(),
            folder.resolve("own").toString(),
            "/usr/sbin/sshd",
            "-D",
            "-e",
            "-f",
            "/etc/ssh/sshd_config"),
        "sshd",
        "Server listening");
  }
}
