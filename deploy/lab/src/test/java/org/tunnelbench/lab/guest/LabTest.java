package org.tunnelbench.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.supervise.LabProcesses;

/** Real guests, with the packages of this user's cache and runs in a folder of the test's own. */
final class LabTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path state;

  @Test
  @Timeout(900)
  void aPairForEachKernelRunsAndLeavesNothing() throws Exception {
    Lab lab = start(List.of());
    List<Guest> guests = lab.guests().guests();
    Set<String> series = new HashSet<>();
    for (Guest guest : guests) {
      series.add(guest.kernel().series());
      assertThat(run(guest.entry(), "uname", "-r")).isEqualTo(guest.kernel().release());
      assertThat(run(guest.entry(), "cat", "/proc/version"))
          .startsWith("Linux version " + guest.kernel().release());
      assertThat(guest.kernel().build()).startsWith(guest.kernel().release());
      assertThat(run(guest.entry(), "uname", "-n")).isEqualTo(guest.name().value());
    }
    assertThat(series).hasSizeGreaterThanOrEqualTo(LabGuests.FEWEST_KERNELS);
    assertThat(guests).hasSize(series.size() * 2);

    FleetDocument fleet = lab.guests().fleet();
    assertThat(FleetDocuments.parse(Files.readString(lab.run().fleetFile()))).isEqualTo(fleet);
    for (var pair : fleet.pairs()) {
      HostEntry receiver = fleet.host(pair.receiver());
      run(fleet.host(pair.sender()), "ping", "-c", "1", "-W", "5", receiver.underlay().value());
    }

    lab.close();

    assertThat(lab.run().path()).doesNotExist();
    LabProcesses.awaitNone(lab.run().path().toString());
  }

  @Test
  @Timeout(600)
  void twoLabsRunSideBySideAndACrashedGuestComesBack() throws Exception {
    try (Lab first = start(List.of("6.1"));
        Lab second = start(List.of("6.1"))) {
      assertThat(first.run().path()).isNotEqualTo(second.run().path());
      HostEntry crashed = first.guests().fleet().hosts().getLast();
      run(crashed, "touch", "/run/mark");

      first.guests().crash(crashed.name());
      first.guests().restart(crashed.name());

      assertThat(run(crashed, "ls", "/run")).doesNotContain("mark");
      HostEntry peer = first.guests().fleet().hosts().getFirst();
      run(peer, "ping", "-c", "1", "-W", "5", crashed.underlay().value());
      for (HostEntry other : second.guests().fleet().hosts()) {
        assertThat(run(other, "uname", "-n")).isEqualTo(other.name().value());
      }
    }
  }

  @Test
  @Timeout(600)
  void guestsHaveWhatTunnelsAndEspNeed() throws Exception {
    try (Lab lab = start(List.of("6.1"))) {
      HostEntry guest = lab.guests().fleet().hosts().getFirst();
      run(
          guest,
          "modprobe",
          "-a",
          "esp4",
          "xfrm_user",
          "af_key",
          "ip_gre",
          "ipip",
          "veth",
          "bridge");
      run(guest, "ip", "link", "add", "tb0", "type", "gretap", "remote", "10.0.0.2");
      run(guest, "ip", "link", "del", "tb0");
      run(guest, "iperf3", "--version");
      run(guest, "ethtool", "vec0");
      run(guest, "tc", "qdisc");
      run(guest, "timeout", "-s", "TERM", "1", "true");
      run(
          guest,
          "ip",
          "xfrm",
          "policy",
          "add",
          "src",
          "10.0.0.1",
          "dst",
          "10.0.0.2",
          "proto",
          "gre",
          "dir",
          "out",
          "tmpl",
          "proto",
          "esp",
          "mode",
          "transport");
    }
  }

  private Lab start(List<String> series) throws Exception {
    LabFolders own = new LabFolders(state, LabFolders.of(Map.copyOf(System.getenv())).cache());
    return Lab.start(own, series, System.out::println, exit -> {});
  }

  private static String run(HostEntry host, String... argv) throws Exception {
    try (HostAccess access = HostAccesses.open(host)) {
      StepResult result =
          access
              .run(
                  new Batch(List.of(new HostStep.Run(List.of(argv))), Batch.WhenOneFails.STOP),
                  LIMIT)
              .results()
              .getFirst();
      assertThat(result.exitCode()).as("%s on %s: %s", List.of(argv), host.name(), result).isZero();
      return result.stdout().strip();
    }
  }
}
