package org.tunnelbench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.deploy.cluster.Cluster;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.guest.GuestsMain;

/** Guests of the lab's in a cluster's network, so that its pods reach them. */
final class NodeGuests implements AutoCloseable {
  private static final Path LIBRARIES = Launcher.ROOT.resolve("target/tunnelbench/current/cli");
  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final Duration LONGEST_END = Duration.ofSeconds(30);
  private static final String LAST_LINE = "End of input";

  private final LocalProcess process;
  private final FleetDocument fleet;

  private NodeGuests(LocalProcess process, FleetDocument fleet) {
    this.process = process;
    this.fleet = fleet;
  }

  /** Starts a pair of guests for each kernel. What they are made of must be in the cache. */
  static NodeGuests start(Cluster cluster, Launcher launcher, List<String> kernels)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                LIBRARIES.toRealPath() + "/*",
                GuestsMain.class.getName()));
    argv.addAll(kernels);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    LocalProcess process =
        LocalProcess.start(
            launcher.any(cluster.inNetwork(argv)).reading(new LocalCommand.Input.Open()),
            new LocalOutput.Lines(lines::add));
    try {
      return new NodeGuests(process, FleetDocuments.parse(Files.readString(fleetFile(lines))));
    } catch (Exception | AssertionError failed) {
      process.kill();
      throw new AssertionError("the guests did not start: " + failed.getMessage(), failed);
    }
  }

  private static Path fleetFile(BlockingQueue<String> lines) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    List<String> said = new ArrayList<>();
    while (said.isEmpty() || !said.getLast().startsWith(LAST_LINE)) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError(String.join("\n", said));
      }
      said.add(line);
    }
    return Path.of(said.get(said.size() - 2));
  }

  /** The file of the key that logs in to them. */
  Path key() {
    SshServerEntry server = fleet.hosts().getFirst().ssh().orElseThrow().server();
    if (server.credential() instanceof SshCredential.KeyFile(var path)) {
      return Path.of(path);
    }
    throw new AssertionError("guests are logged in to by a key, not by " + server.credential());
  }

  /** The guests as pods reach them, by a key at this path. */
  FleetDocument fleet(String keyFile) {
    return new FleetDocument(
        fleet.hosts().stream().map(guest -> ofPods(guest, keyFile)).toList(), fleet.pairs());
  }

  private static HostEntry ofPods(HostEntry guest, String keyFile) {
    SshServerEntry server = guest.ssh().orElseThrow().server();
    if (!(server.hostKey() instanceof HostKeyTrust.Pinned(var hostKey))) {
      throw new AssertionError("guests' keys are pinned, not " + server.hostKey());
    }
    return new HostEntry(
        guest.name(),
        guest.kind(),
        guest.underlay(),
        Optional.of(
            SshEntry.byKey(Cluster.NODE_ADDRESS, server.port(), server.user(), keyFile, hostKey)),
        guest.namespace(),
        guest.labels());
  }

  @Override
  public void close() throws IOException {
    process.standardInput().close();
    try {
      if (process.waitFor(LONGEST_END).isEmpty()) {
        process.kill();
      }
    } catch (InterruptedException interrupted) {
      process.kill();
      Thread.currentThread().interrupt();
    }
  }
}
