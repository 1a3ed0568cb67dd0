package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;

/** A host whose entry says {@code unloadModules: true}; at first it has veth and ip_gre. */
class UnloadedModulesTest {
  private static final Attempt ATTEMPT = Examples.attempt(1, 1);
  private static final Levels IPIP = Examples.levels(TunnelKind.IPIP, InnerSide.DIRECT, "none");
  private static final int MOST_STEPS = 60;

  @TempDir private Path folder = Path.of("");

  private final ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);
  private final List<String> before = host.modules();

  private ModelAgent agent(int steps) throws Exception {
    return new ModelAgent(
        host,
        Examples.entryThatWantsItsModulesBack(),
        Files.createDirectories(folder.resolve("after-" + steps)));
  }

  @Test
  void whatIsLoadedForATrialIsTakenOutBehindItAndSaidInTheFacts() throws Exception {
    ModelAgent agent = agent(0);
    assertThat(host.modules()).isEqualTo(before);
    assertThat(agent.said().status().facts().orElseThrow().loadedModules()).containsExactly("ipip");

    assertThat(agent.setUp(IPIP, ATTEMPT)).isInstanceOf(Report.EndpointReady.class);
    assertThat(host.modules()).contains("ipip", "tunnel4");
    agent.takeDown(ATTEMPT);

    assertThat(host.modules()).isEqualTo(before);
    assertThat(host.commands())
        .contains(List.of("rmmod", "ipip"), List.of("rmmod", "tunnel4"))
        .doesNotContain(List.of("rmmod", "veth"), List.of("rmmod", "ip_gre"));
  }

  @Test
  void whatADeviceOfSomebodyElseNeedsStays() throws Exception {
    ModelAgent agent = agent(0);
    agent.setUp(IPIP, ATTEMPT);
    int commands = host.commands().size();
    host.byHand("ip", "link", "add", "name", "theirs", "type", "ipip", "remote", "192.0.2.1");
    agent.takeDown(ATTEMPT);

    assertThat(host.modules()).contains("ipip");
    assertThat(host.commands().subList(commands, host.commands().size()))
        .doesNotContain(List.of("rmmod", "ipip"));
  }

  @Test
  void aRefusedTrialLeavesNoneEither() throws Exception {
    ModelAgent agent = agent(0);
    host.byHand("ip", "address", "add", "198.18.0.9/30", "dev", "vec0");
    host.byHand("ip", "link", "add", "name", "theirs", "type", "ipip", "remote", "10.0.0.102");

    assertThat(agent.setUp(IPIP, ATTEMPT)).isInstanceOf(Report.EndpointFailed.class);
    host.byHand("ip", "link", "delete", "dev", "theirs");
    agent.killAndStart();

    assertThat(host.modules()).isEqualTo(before);
  }

  @Test
  void whatIsRefusedOnlyOnceItWasPreparedLeavesNoneAtOnce() throws Exception {
    ModelAgent agent = agent(0);

    assertThat(agent.setUpLate(IPIP, ATTEMPT, Duration.ofMinutes(2)))
        .isInstanceOf(Report.EndpointFailed.class);
    assertThat(host.modules()).isEqualTo(before);

    Path attempts = book(0).resolve("attempts");
    Files.delete(attempts);
    Files.writeString(attempts, "no folder");
    assertThat(agent.setUp(IPIP, Examples.attempt(2, 1))).isInstanceOf(Report.EndpointFailed.class);
    assertThat(host.modules()).isEqualTo(before);
  }

  /** As where its disk is full: nobody could tell afterwards which modules were loaded. */
  @Test
  void anAgentThatCannotWriteWhatItIsAboutToLoadLoadsNothing() throws Exception {
    ModelAgent agent = agent(0);
    int commands = host.commands().size();
    Files.createDirectories(book(0).resolve("loaded-modules.json.new").resolve("in the way"));

    Report said = agent.setUp(IPIP, ATTEMPT);
    agent.killAndStart();

    assertThat(said)
        .isInstanceOfSatisfying(
            Report.EndpointFailed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.INTERNAL));
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNREACHABLE);
    assertThat(agent.said().status().reason()).contains("loaded-modules.json");
    assertThat(host.commands().subList(commands, host.commands().size()))
        .noneMatch(argv -> argv.getFirst().equals("modprobe") && !argv.contains("--version"));
  }

  @Test
  void whatStandsIsUndoneEvenThen() throws Exception {
    ModelAgent agent = agent(0);
    agent.setUp(IPIP, ATTEMPT);
    Files.createDirectories(book(0).resolve("loaded-modules.json.new").resolve("in the way"));

    agent.killAndStart();

    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNREACHABLE);
    assertThat(host.describe()).doesNotContain("ipip ");
    assertThat(agent.said().reports()).hasAtLeastOneElementOfType(Report.EndpointDown.class);
  }

  private Path book(int steps) {
    return folder.resolve("after-" + steps).resolve("hosts").resolve(Examples.HOST.value());
  }

  @Test
  void anAgentThatIsKilledAnywhereLeavesNoneOnceItStartsAgain() throws Exception {
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      host.reachable(true);
      ModelAgent agent = agent(steps);
      host.loseAfter(steps);
      boolean done = agent.setUp(IPIP, ATTEMPT) instanceof Report.EndpointReady;
      host.reachable(true);
      agent.killAndStart();

      assertThat(host.modules()).as("cut off after %d steps", steps).isEqualTo(before);
      if (done) {
        return;
      }
    }
    throw new AssertionError("no plan has " + MOST_STEPS + " steps");
  }
}
