package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;

/** A user's own hosts, from the look at them to the results. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OwnHostsTest {
  private static final String KERNEL = OwnGuests.KERNEL;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("/");
  private Path hosts = Path.of("/");

  @BeforeEach
  void write() throws Exception {
    hosts = OwnGuests.write(folder);
  }

  @Test
  void anExperimentRunsOnThemAndLeavesThemAsTheyWere() throws Exception {
    Launcher launcher = new Launcher(folder);
    List<String> before = state();
    Path results = folder.resolve("out");

    StepResult said =
        launcher.run(
            "run", "--hosts", hosts.toString(), "--output", results.toString(), document(1));

    assertThat(said.exitCode()).as(said.stderr()).isZero();
    assertThat(said.stdout()).contains("alpha (Linux " + KERNEL).contains("beta (Linux " + KERNEL);
    assertThat(Results.in(results).trials())
        .hasSize(2)
        .allSatisfy(Results::assertMeasured)
        .allMatch(trial -> trial.kernel().startsWith(KERNEL));
    assertThat(state()).isEqualTo(before);
    assertThat(launcher.runs()).isEmpty();
    Signals.awaitEnds(launcher.processes());

    // What agent and probe remember of the first is in the way of no second.
    Path memory = folder.resolve("state/hosts/host-agent");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)))
        .isEqualTo("rwx------");
    StepResult again = launcher.run("run", "--json", "--hosts", hosts.toString(), document(1));
    assertThat(again.exitCode()).as(again.stderr()).isZero();
    assertThat(Results.parse(again.stdout()).trials()).allSatisfy(Results::assertMeasured);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aFleetForThemStaysAndTakesItsTrialsDownWhenItEnds() throws Exception {
    Launcher launcher = new Launcher(folder);
    List<String> before = state();
    try {
      StepResult up = launcher.run("up", "--hosts", hosts.toString());
      assertThat(up.exitCode()).as(up.stderr()).isZero();
      assertThat(up.stdout()).contains("alpha (Linux " + KERNEL, "2 hosts of your own");
      JsonNode labs = Json.MAPPER.readTree(launcher.run("status", "--json").stdout()).path("labs");
      assertThat(labs.findValuesAsText("condition")).containsExactly("available", "available");
      StepResult second = launcher.run("up", "--lab", "other", "--hosts", hosts.toString());
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.stderr()).contains("another agent uses");

      try (Started run = launcher.start("run", document(60))) {
        run.awaitLine("first traffic");
        assertThat(state()).isNotEqualTo(before);
        StepResult down = launcher.run("down");
        assertThat(down.exitCode()).as(down.stderr()).isZero();
        assertThat(down.stderr()).isEmpty();
      }
      assertThat(state()).isEqualTo(before);
    } finally {
      launcher.run("down", "--all");
    }
  }

  @Test
  void downSaysThatHostsMayHoldSomethingAndTheNextRunUndoesIt() throws Exception {
    Launcher launcher = new Launcher(folder);
    List<String> before = state();
    try {
      StepResult up = launcher.run("up", "--hosts", hosts.toString());
      assertThat(up.exitCode()).as(up.stderr()).isZero();
      try (Started run = launcher.start("run", document(60))) {
        run.awaitLine("first traffic");
        ProcessHandle controller = LabGuest.part(launcher, "controller");
        controller.destroyForcibly();
        controller.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        StepResult down = launcher.run("down");

        assertThat(down.exitCode()).as(down.stderr()).isEqualTo(1);
        assertThat(down.stderr()).contains("may still hold what a trial made");
        assertThat(down.stdout()).contains("has ended");
      }
    } finally {
      launcher.run("down", "--all");
    }
    StepResult next = launcher.run("run", "--hosts", hosts.toString(), document(1));
    assertThat(next.exitCode()).as(next.stderr()).isZero();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void anInterruptionLeavesThemAsTheyWere() throws Exception {
    Launcher launcher = new Launcher(folder);
    List<String> before = state();
    try (Started run = launcher.start("run", "--hosts", hosts.toString(), document(60))) {
      run.awaitLine("first traffic");
      assertThat(state()).isNotEqualTo(before);

      Signals.send("INT", run.processId());

      assertThat(run.awaitEnd()).isEqualTo(130);
    }
    assertThat(state()).isEqualTo(before);
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void whatIsMissingInTheFileIsSaidBeforeAnythingStarts() throws Exception {
    Launcher launcher = new Launcher(folder);
    FleetDocument fleet = OwnGuests.fleet();
    Path noPairs =
        write("no-pairs.yaml", FleetDocuments.toYaml(new FleetDocument(fleet.hosts(), List.of())));
    Path noKey =
        write("no-key.yaml", Files.readString(hosts).replaceAll("keyFile: .*", "keyFile: no-key"));
    Path wrong = write("wrong.yaml", Files.readString(hosts).replace("underlay:", "overlay:"));

    Map<Path, List<String>> messages =
        Map.of(
            noPairs, List.of("no-pairs.yaml: pairs", "pairs: [[a, b]]"),
            noKey, List.of("host alpha: keyFile: " + folder.resolve("no-key"), "cannot be read"),
            wrong, List.of("wrong.yaml: line ", "overlay"));
    for (Map.Entry<Path, List<String>> file : messages.entrySet()) {
      StepResult said = launcher.run("run", "--hosts", file.getKey().toString(), document(1));
      assertThat(said.exitCode()).isEqualTo(2);
      assertThat(said.stderr()).contains(file.getValue());
    }
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void theDoctorLooksAtThemAndChangesNothing() throws Exception {
    Launcher launcher = new Launcher(folder);
    List<String> before = lookAtAll();

    StepResult said = launcher.run("doctor", "--hosts", hosts.toString(), "--json");

    assertThat(said.exitCode()).as(said.stdout() + said.stderr()).isZero();
    JsonNode report = Json.MAPPER.readTree(said.stdout());
    assertThat(report.path("fit").asBoolean()).isTrue();
    assertThat(report.path("hosts").findValuesAsText("host")).containsExactly("alpha", "beta");
    assertThat(verdict(report.path("hosts").path(0), "tunnel")).isEqualTo("PRESENT");
    for (String probe : List.of("GRE", "IPIP", "ESP", "IKE")) {
      assertThat(verdict(report.path("pairs").path(0), probe + " alpha → beta"))
          .isEqualTo("PRESENT");
      assertThat(verdict(report.path("pairs").path(0), probe + " beta → alpha"))
          .isEqualTo("PRESENT");
    }
    assertThat(lookAtAll()).isEqualTo(before);
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void theDoctorNamesTheProtocolThatAFirewallDropsAndTheTunnelInTheWay() throws Exception {
    Launcher launcher = new Launcher(folder);
    HostEntry beta = OwnGuests.beta();
    String peer = OwnGuests.alpha().underlay().value();
    OwnGuests.shell(
        beta,
        "tc qdisc add dev vec0 ingress && tc filter add dev vec0 parent ffff: protocol ip"
            + " u32 match ip protocol 50 0xff action drop && ip link add name theirs type ipip"
            + " local %s remote %s".formatted(beta.underlay(), peer));
    try {
      StepResult said = launcher.run("doctor", "--hosts", hosts.toString());

      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.stdout())
          .containsPattern("MISSING +ESP alpha → beta +protocol 50 was sent and did not arrive")
          .contains("iptables -I INPUT -p 50 -s " + peer + " -j ACCEPT")
          .containsPattern("present +ESP beta → alpha")
          .containsPattern("present +GRE alpha → beta")
          .containsPattern("MISSING +room for tunnels +beta: the ipip tunnel theirs");
    } finally {
      OwnGuests.shell(beta, "tc qdisc del dev vec0 ingress; ip link delete theirs");
    }
  }

  @Test
  void theDoctorTellsOfAHostThatShowsAnotherKey() throws Exception {
    Path other =
        write(
            "other.yaml",
            Files.readString(hosts).replaceFirst("hostKey: .*", "hostKey: ssh-ed25519 AAAA"));

    StepResult said = new Launcher(folder).run("doctor", "--hosts", other.toString());

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.stdout())
        .containsPattern("MISSING +reached +alpha: SSH to .*not the pinned ssh-ed25519")
        .contains("cannot be told, because alpha was not reached");
  }

  private static String verdict(JsonNode owner, String what) {
    for (JsonNode check : owner.path("checks")) {
      if (check.path("what").asText().equals(what)) {
        return check.path("verdict").asText();
      }
    }
    return "no check " + what;
  }

  /** Everything of both guests that {@link #state} shows and could have been brought along. */
  private static List<String> lookAtAll() throws Exception {
    List<String> all = new ArrayList<>();
    for (HostEntry guest : OwnGuests.both()) {
      all.add(
          OwnGuests.shell(
              guest,
              "cut -d' ' -f1 /proc/modules | sort; ip -o link show | cut -d: -f2; ip -o address show;"
                  + " ip route show; ls /run /tmp"));
    }
    return all;
  }

  private String document(int seconds) throws Exception {
    return write(
            "document.yaml",
            """
            name: own
            blocks: [{tunnel: [gretap], protection: [none, esp/aes-128-cbc/hmac-sha1], mtu: [1300]}]
            traffic: {seconds: %d}
            """
                .formatted(seconds))
        .toString();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  /**
   * Links, addresses, policies and associations of both guests; without the fallback devices, which
   * come with the modules that the agent loads and leaves loaded.
   */
  private static List<String> state() throws Exception {
    Batch look =
        new Batch(
            List.of(
                new HostStep.Run(List.of("ip", "-o", "link", "show")),
                new HostStep.Run(List.of("ip", "-o", "address", "show")),
                new HostStep.Run(List.of("ip", "xfrm", "policy")),
                new HostStep.Run(List.of("ip", "xfrm", "state", "list", "nokeys"))),
            Batch.WhenOneFails.STOP);
    List<String> said = new ArrayList<>();
    for (HostEntry guest : OwnGuests.both()) {
      try (HostAccess access = HostAccesses.open(guest)) {
        access
            .run(look, LIMIT)
            .results()
            .forEach(
                result ->
                    result
                        .stdout()
                        .lines()
                        .filter(line -> !line.matches("[0-9]+: (gre|gretap|erspan|tunl)0@.*"))
                        .forEach(said::add));
      }
    }
    return said;
  }
}
