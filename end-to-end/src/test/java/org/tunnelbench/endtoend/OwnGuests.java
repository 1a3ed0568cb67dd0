package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.guest.LabForTests;

/** Two guests that tunnelbench knows by nothing but a file, as a user's own hosts are. */
final class OwnGuests {
  /** Their kernel. */
  static final String KERNEL = "6.12";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final FleetDocument GUESTS = LabForTests.pair(KERNEL);

  private OwnGuests() {}

  /** The first of the pair, which a file calls alpha. */
  static HostEntry alpha() {
    return GUESTS.hosts().get(0);
  }

  /** The second of the pair, which a file calls beta. */
  static HostEntry beta() {
    return GUESTS.hosts().get(1);
  }

  /** Both. */
  static List<HostEntry> both() {
    return List.of(alpha(), beta());
  }

  /** The document of both under names of a user's, without what a lab's fleet says besides. */
  static FleetDocument fleet() {
    return new FleetDocument(
        List.of(alone("alpha", alpha()), alone("beta", beta())),
        List.of(new PairEntry(new HostName("alpha"), new HostName("beta"), Optional.empty())));
  }

  /** The file of both, written into a folder. */
  static Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve("hosts.yaml"), FleetDocuments.toYaml(fleet()));
  }

  /** What a script prints on one of them, where it succeeds. */
  static String shell(HostEntry host, String script) throws Exception {
    try (HostAccess access = HostAccesses.open(host)) {
      StepResult said =
          access
              .run(
                  new Batch(
                      List.of(new HostStep.Run(List.of("sh", "-c", script))),
                      Batch.WhenOneFails.STOP),
                  LIMIT)
              .results()
              .getFirst();
      assertThat(said.exitCode()).as(said.stderr()).isZero();
      return said.stdout();
    }
  }

  private static HostEntry alone(String name, HostEntry guest) {
    return new HostEntry(
        new HostName(name),
        guest.kind(),
        guest.underlay(),
        guest.ssh(),
        Optional.empty(),
        Map.of());
  }
}
