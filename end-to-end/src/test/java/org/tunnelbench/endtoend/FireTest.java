package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * What breaks at a random moment of an experiment, on a lab whose dead parts nobody starts again:
 * afterwards every trial is accounted for, and every guest is as it was. Longer than files are
 * here: whatever breaks, breaks in the same experiment.
 */
@Tag("long")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FireTest {
  /** A seed to repeat a run with. */
  private static final String SEED = "tunnelbench.seed";

  private static final int TRIALS = 8;
  private static final String KERNEL = "6.12";

  /** How long after the first trial something breaks at the latest. */
  private static final int LATEST_MILLIS = 12_000;

  /** How long it stays broken, at least and at most. */
  private static final int SHORTEST_MILLIS = 1_000;

  private static final int LONGEST_MILLIS = 8_000;

  /** For a host that was lost: its agent looks again, and undoes what is left. */
  private static final Duration LONGEST_CLEANING = Duration.ofMinutes(4);

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What modules bring into every network namespace. */
  private static final Set<String> FALLBACK_DEVICES =
      Set.of("gre0", "gretap0", "erspan0", "tunl0", "ip6tnl0", "ip6gre0", "sit0", "ip_vti0");

  @TempDir private Path folder = Path.of("");

  /** Breaks something, and repairs what nobody else would. */
  private interface Fire {
    /**
     * @return the hosts that are lost by it for good
     */
    Set<HostName> breakOut(Launcher launcher, Random random) throws Exception;
  }

  /** What was started again beside the lab. */
  private final List<Started> revived = new ArrayList<>();

  /** A lab after the fire. */
  private record Ashes(ExperimentResult result, int exitCode, JsonNode lab) {}

  @Test
  void anotherControllerTakesOverFromOneThatIsKilled() throws Exception {
    Ashes left =
        survive(
            "killed orchestrator",
            (launcher, random) -> {
              orchestrator(launcher).destroyForcibly();
              return Set.of();
            });
    assertThat(left.exitCode()).isZero();
    assertThat(left.result().trials()).allSatisfy(Results::assertMeasured);
    assertThat(left.lab().path("parts"))
        .filteredOn(part -> part.path("name").asText().startsWith("controller"))
        .hasSize(2)
        .filteredOn(part -> part.path("pid").isMissingNode())
        .hasSize(1);
  }

  @Test
  void aBrokerThatIsKilledComesBackWithTheRecord() throws Exception {
    assertSomeMeasured(survive("killed broker", killed("broker")));
  }

  @Test
  void anAgentThatIsKilledUndoesWhatItsJournalSays() throws Exception {
    assertSomeMeasured(survive("killed agent", killed("host-agent")));
  }

  @Test
  void aProbeThatIsKilledCostsNoOtherTrial() throws Exception {
    assertSomeMeasured(survive("killed probe", killed("throughput-probe")));
  }

  @Test
  void aGuestThatIsKilledTakesTheTrialsOfItsPairAlone() throws Exception {
    Ashes left =
        survive(
            "killed guest",
            (launcher, random) -> {
              HostName lost = guests(launcher).hosts().get(random.nextInt(2)).name();
              LabGuest.of(launcher, lost.value()).forEach(ProcessHandle::destroyForcibly);
              return Set.of(lost);
            });
    assertThat(left.result().trials())
        .filteredOn(trial -> trial.state() == Outcome.FAILED)
        .isNotEmpty();
  }

  @Test
  void anAgentWhoseDiskIsFullLosesNoTrialAndLeavesNothing() throws Exception {
    assertSomeMeasured(
        survive(
            "full disk",
            (launcher, random) -> {
              long agent = LabGuest.part(launcher, "host-agent").pid();
              mayWrite(agent, "0:unlimited");
              passWhileBroken(random);
              mayWrite(agent, "unlimited:unlimited");
              return Set.of();
            }));
  }

  @Test
  void aGuestWhoseSshServerIsKilledIsCleanedAllTheSame() throws Exception {
    assertSomeMeasured(
        survive(
            "killed sshd",
            (launcher, random) -> {
              int seconds = 1 + random.nextInt(LONGEST_MILLIS / 1_000);
              HostEntry guest = guests(launcher).hosts().get(random.nextInt(2));
              OwnGuests.shell(
                  guest,
                  """
                  setsid sh -c 'sleep 1; kill -9 $(pidof dropbear); sleep %d
                    exec dropbear -s -r /run/hostkey -P /run/dropbear.pid -p 22' \
                  > /dev/null 2>&1 < /dev/null &
                  """
                      .formatted(seconds));
              return Set.of();
            }));
  }

  /** A part that is killed, and started again a while later as it was, as systemd would. */
  private Fire killed(String part) {
    return (launcher, random) -> {
      ProcessHandle process = LabGuest.part(launcher, part);
      Path told = Path.of("/proc", Long.toString(process.pid()));
      List<String> argv = List.of(Files.readString(told.resolve("cmdline")).split("\0"));
      Path in = Files.readSymbolicLink(told.resolve("cwd"));
      process.destroyForcibly();
      process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      passWhileBroken(random);
      revived.add(Started.start(LocalCommand.of(argv).in(in)));
      return Set.of();
    };
  }

  private static void assertSomeMeasured(Ashes left) {
    assertThat(left.exitCode()).isIn(0, 1);
    assertThat(left.result().trials())
        .filteredOn(trial -> trial.state() == Outcome.MEASURED)
        .isNotEmpty()
        .allSatisfy(Results::assertMeasured);
  }

  private Ashes survive(String what, Fire fire) throws Exception {
    long seed = Long.getLong(SEED, new Random().nextInt());
    System.out.printf("%s: -D%s=%d%n", what, SEED, seed);
    Random random = new Random(seed);
    Launcher launcher = new Launcher(folder);
    try {
      succeed(launcher.run("up", "--controllers", "2", "--kernels", KERNEL));
      FleetDocument guests = guests(launcher);
      Map<HostName, Set<String>> before = links(guests.hosts());
      Path output = folder.resolve("output");
      Set<HostName> lost;
      int exitCode;
      try (Started run =
          launcher.start("run", "--output", output.toString(), document().toString())) {
        run.awaitLine("[1/" + TRIALS + "]");
        pass(random.nextInt(LATEST_MILLIS));
        lost = fire.breakOut(launcher, random);
        exitCode = run.awaitEnd();
      }
      ExperimentResult result = Results.in(output);
      assertThat(result.trials())
          .hasSize(TRIALS)
          .allSatisfy(trial -> assertThat(trial.state()).isIn(Outcome.MEASURED, Outcome.FAILED));
      List<HostEntry> left =
          guests.hosts().stream().filter(guest -> !lost.contains(guest.name())).toList();
      JsonNode lab = awaitFit(launcher, left.size());
      for (HostEntry guest : left) {
        assertThat(OwnGuests.shell(guest, "ip xfrm state; ip xfrm policy")).isEmpty();
      }
      before.keySet().removeAll(lost);
      assertThat(links(left)).isEqualTo(before);
      return new Ashes(result, exitCode, lab);
    } finally {
      succeed(launcher.run("down", "--all"));
      revived.forEach(Started::close);
      Signals.awaitEnds(launcher.processes());
    }
  }

  private Path document() throws Exception {
    return Files.writeString(
        folder.resolve("fire.yaml"),
        """
        name: fire
        blocks:
          - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
        traffic: {seconds: 2, interval: 0.1}
        repetitions: 2
        """);
  }

  private static void passWhileBroken(Random random) {
    pass(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
  }

  private static void pass(int millis) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .join();
  }

  /**
   * How large a file a process may write, soft and hard (setrlimit(2), RLIMIT_FSIZE): where that is
   * 0 every write fails, as on a full disk.
   */
  private static void mayWrite(long process, String bytes) throws Exception {
    StepResult said =
        LocalProcess.run(
            LocalCommand.of("prlimit", "--pid", Long.toString(process), "--fsize=" + bytes), LIMIT);
    assertThat(said.exitCode()).as(said.stderr()).isZero();
  }

  private static ProcessHandle orchestrator(Launcher launcher) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (JsonNode part : lab(launcher).path("parts")) {
        String name = part.path("name").asText();
        if (name.startsWith("controller")) {
          URI metrics =
              URI.create("http://127.0.0.1:%d/q/metrics".formatted(part.path("port").asInt()));
          HttpResponse<String> shown =
              http.send(
                  HttpRequest.newBuilder(metrics).timeout(LIMIT).build(),
                  HttpResponse.BodyHandlers.ofString());
          if (shown.body().contains("tunnelbench_orchestrator 1.0")) {
            return LabGuest.part(launcher, name);
          }
        }
      }
    }
    throw new AssertionError("no controller orchestrates");
  }

  private static FleetDocument guests(Launcher launcher) throws Exception {
    return FleetDocuments.parse(Files.readString(launcher.runs().getFirst().resolve("fleet.yaml")));
  }

  private static Map<HostName, Set<String>> links(List<HostEntry> guests) throws Exception {
    Map<HostName, Set<String>> links = new TreeMap<>();
    for (HostEntry guest : guests) {
      Set<String> names =
          new TreeSet<>(OwnGuests.shell(guest, "ls /sys/class/net").lines().toList());
      names.removeAll(FALLBACK_DEVICES);
      links.put(guest.name(), names);
    }
    return links;
  }

  /** Waits until the agent has told that so many hosts are fit again. */
  private static JsonNode awaitFit(Launcher launcher, int hosts) throws Exception {
    long deadline = System.nanoTime() + LONGEST_CLEANING.toNanos();
    JsonNode lab = lab(launcher);
    while (fit(lab) < hosts) {
      assertThat(System.nanoTime()).as(lab.path("hosts").toPrettyString()).isLessThan(deadline);
      lab = lab(launcher);
    }
    return lab;
  }

  private static int fit(JsonNode lab) {
    int fit = 0;
    for (JsonNode host : lab.path("hosts")) {
      fit += host.path("condition").asText().equals("available") ? 1 : 0;
    }
    return fit;
  }

  private static JsonNode lab(Launcher launcher) throws Exception {
    return Json.MAPPER
        .readTree(succeed(launcher.run("status", "--json")).stdout())
        .path("labs")
        .get(0);
  }

  private static StepResult succeed(StepResult said) {
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    return said;
  }
}
