package org.tunnelbench.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.snapshot.Snapshot;

/**
 * A trial done by a plain shell script, {@code trial.sh}, over one OpenSSH connection per host that
 * stays open from trial to trial.
 */
final class PlainTrial implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);
  private static final Duration LONGEST_TRIAL = Duration.ofMinutes(2);
  private static final String SCRIPT = "trial.sh";
  private static final List<String> NAMES = List.of("sender", "receiver");

  private final Path folder;

  /**
   * One host's part.
   *
   * @param traffic its iperf3
   */
  record Side(Plan plan, Snapshot snapshot, List<String> traffic) {}

  private PlainTrial(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a connection to each of two hosts.
   *
   * @param folder which is made for the script's files, readable by its owner alone, since some
   *     hold keys
   */
  static PlainTrial connect(Path folder, HostEntry sender, HostEntry receiver)
      throws IOException, InterruptedException, FailedException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (InputStream script =
        Objects.requireNonNull(PlainTrial.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.write(folder.resolve(SCRIPT), script.readAllBytes());
    }
    Files.writeString(
        folder.resolve("ssh_config"),
        entry(folder, "sender", sender) + entry(folder, "receiver", receiver));
    PlainTrial trial = new PlainTrial(folder);
    for (String name : NAMES) {
      trial.ssh("cannot connect to the " + name, "-f", "-N", "-M", name);
    }
    return trial;
  }

  /** Writes the parts of the next trial. */
  void prepare(Side sender, Side receiver) throws IOException {
    write("sender", sender);
    write("receiver", receiver);
  }

  /** Runs the trial that was prepared, and answers how long it took. */
  Duration run() throws IOException, InterruptedException, FailedException {
    long start = System.nanoTime();
    StepResult said =
        LocalProcess.run(
            LocalCommand.of("sh", folder.resolve(SCRIPT).toString(), folder.toString()),
            LONGEST_TRIAL);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    if (!said.succeeded()) {
      throw new FailedException(
          "the plain script failed with exit code %d: %s%s"
              .formatted(said.exitCode(), said.stdout(), said.stderr()));
    }
    return wall;
  }

  @Override
  public void close() throws IOException, FailedException {
    try {
      for (String name : NAMES) {
        ssh("cannot disconnect from the " + name, "-O", "exit", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ssh(String problem, String... arguments)
      throws IOException, InterruptedException, FailedException {
    List<String> argv =
        new ArrayList<>(List.of("ssh", "-F", folder.resolve("ssh_config").toString()));
    argv.addAll(List.of(arguments));
    // The connection stays in the background and would hold a pipe open.
    Path log = folder.resolve("ssh.log");
    LocalProcess process = LocalProcess.start(LocalCommand.of(argv), new LocalOutput.ToFile(log));
    if (process.waitFor(LONGEST_CONNECT).orElse(StepResult.TIMED_OUT) != 0) {
      process.kill();
      throw new FailedException(problem + ": " + Files.readString(log));
    }
  }

  private void write(String name, Side side) throws IOException {
    List<HostStep> look = side.snapshot().steps();
    List<HostStep> up = new ArrayList<>(side.plan().forward());
    up.addAll(side.plan().proof().steps());
    List<HostStep> undo = new ArrayList<>();
    side.plan().undo().forEach(argv -> undo.add(new HostStep.Run(argv)));
    part(name, "look", ShellLines.of(look));
    part(name, "up", ShellLines.of(up));
    part(name, "traffic", ShellLines.of(List.of(new HostStep.Run(side.traffic()))));
    part(name, "down", ShellLines.of(undo) + ShellLines.of(look));
  }

  private void part(String name, String what, String lines) throws IOException {
    Files.writeString(folder.resolve(name + "." + what), "set -eu\n" + lines);
  }

  private static String entry(Path folder, String name, HostEntry host) throws IOException {
    SshServerEntry ssh = host.ssh().orElseThrow().server();
    if (!(ssh.credential() instanceof SshCredential.KeyFile(var key)
        && ssh.hostKey() instanceof HostKeyTrust.Pinned(var hostKey))) {
      throw new IllegalArgumentException("not a guest, which has a pinned key and takes one");
    }
    Path known = folder.resolve(name + ".known");
    Files.writeString(known, "[%s]:%d %s\n".formatted(ssh.address(), ssh.port(), hostKey));
    return """
        Host %s
          HostName %s
          Port %d
          User %s
          IdentityFile "%s"
          IdentitiesOnly yes
          BatchMode yes
          UserKnownHostsFile "%s"
          StrictHostKeyChecking yes
          ControlPath "%s"
        """
        .formatted(
            name,
            ssh.address(),
            ssh.port(),
            ssh.user(),
            key,
            known,
            folder.resolve(name + ".control"));
  }
}
