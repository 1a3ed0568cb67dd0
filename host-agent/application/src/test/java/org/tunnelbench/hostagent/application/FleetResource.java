package org.tunnelbench.hostagent.application;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.hostagent.apply.DurableFile;

/** A fleet of this machine and of a host that nobody can reach, and a folder for the agent. */
public final class FleetResource implements QuarkusTestResourceLifecycleManager {
  static final HostName HERE = new HostName("here");
  static final HostName AWAY = new HostName("away");
  static final Ipv4Address UNDERLAY = new Ipv4Address("127.0.0.1");

  private Optional<Path> folder = Optional.empty();

  @Override
  public Map<String, String> start() {
    try {
      Path made = Files.createTempDirectory("agent-test");
      folder = Optional.of(made);
      Path fleet = made.resolve("fleet.yaml");
      Files.writeString(fleet, FleetDocuments.toYaml(document()));
      return Map.of(
          "tunnelbench.fleet", fleet.toString(),
          "tunnelbench.state", made.resolve("state").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      if (folder.isPresent()) {
        DurableFile.deleteFolder(folder.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FleetDocument document() {
    return new FleetDocument(
        List.of(
            new HostEntry(
                HERE, HostKind.LOCAL, UNDERLAY, Optional.empty(), Optional.empty(), Map.of()),
            new HostEntry(
                AWAY,
                HostKind.SSH,
                new Ipv4Address("127.0.0.2"),
                // Nobody listens at port 1 (tcpmux).
                Optional.of(SshEntry.byKey("127.0.0.1", 1, "root", "/no/key", "ssh-ed25519 AAAA")),
                Optional.empty(),
                Map.of())),
        List.of());
  }
}
