package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;
import org.tunnelbench.hostagent.model.Release;

/** Whatever is cut off after whichever step: the host ends as it was. */
class KilledAtEveryStepTest {
  private static final Attempt ATTEMPT = Examples.attempt(1, 1);

  /** More than any plan has, looking and proving included. */
  private static final int MOST_STEPS = 60;

  @TempDir private Path folder;

  private ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);

  static List<Arguments> cells() {
    return Arrays.stream(Release.values())
        .flatMap(release -> Examples.cells().stream().map(levels -> Arguments.of(levels, release)))
        .toList();
  }

  private void hostRuns(Release release) {
    host = new ModelHost(Examples.HOST, Examples.UNDERLAY, release);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anAgentKilledWhileItSetsUpUndoesWhenItStartsAgain(Levels levels, Release release)
      throws Exception {
    hostRuns(release);
    cutOffAfterEveryStep(
        levels,
        agent -> {
          host.reachable(true);
          agent.killAndStart();

          assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
          assertThat(agent.said().reports()).allMatch(KilledAtEveryStepTest::isClean);
        });
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aLostHostThatComesBackIsUndoneAndAvailableAgain(Levels levels, Release release)
      throws Exception {
    hostRuns(release);
    cutOffAfterEveryStep(
        levels,
        agent -> {
          assertThat(agent.said().condition()).isEqualTo(HostCondition.UNREACHABLE);
          host.reachable(true);
          agent.advance(Backoff.LONGEST);

          assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
        });
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aHostThatIsLostForGoodUndoesByItself(Levels levels, Release release) throws Exception {
    hostRuns(release);
    cutOffAfterEveryStep(levels, agent -> host.letTimersFire());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anAgentKilledWhileItUndoesGoesOnWhenItStartsAgain(Levels levels, Release release)
      throws Exception {
    hostRuns(release);
    String before = host.describe();
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      ModelAgent agent = new ModelAgent(host, state(steps));
      assertThat(agent.setUp(levels, ATTEMPT)).isInstanceOf(Report.EndpointReady.class);
      host.loseAfter(steps);
      Report down = agent.takeDown(ATTEMPT);
      host.reachable(true);
      agent.killAndStart();

      assertThat(host.describe()).as("cut off after %d steps", steps).isEqualTo(before);
      assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
      if (isClean(down)) {
        return;
      }
    }
    throw new AssertionError("no undoing has " + MOST_STEPS + " steps");
  }

  private interface Consequence {
    void of(ModelAgent agent) throws Exception;
  }

  /** Cuts the link after so many steps of a set-up, for every number that cuts it off. */
  private void cutOffAfterEveryStep(Levels levels, Consequence consequence) throws Exception {
    String before = host.describe();
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      host.reachable(true);
      ModelAgent agent = new ModelAgent(host, state(steps));
      host.loseAfter(steps);
      if (agent.setUp(levels, ATTEMPT) instanceof Report.EndpointReady) {
        assertThat(steps).isPositive();
        return;
      }
      consequence.of(agent);

      assertThat(host.describe()).as("cut off after %d steps", steps).isEqualTo(before);
    }
    throw new AssertionError("no plan has " + MOST_STEPS + " steps");
  }

  private Path state(int steps) throws Exception {
    return Files.createDirectories(folder.resolve("after-" + steps));
  }

  private static boolean isClean(Report report) {
    return report instanceof Report.EndpointDown down && down.clean();
  }
}
