package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;

class EndpointServiceTest {
  private static final Attempt FIRST = Examples.attempt(1, 1);
  private static final Attempt SECOND = Examples.attempt(1, 2);
  private static final Attempt OTHER = Examples.attempt(2, 1);

  @TempDir private Path folder;

  private final ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);
  private final String before = host.describe();
  private ModelAgent agent;

  @BeforeEach
  void start() throws InterruptedException {
    agent = new ModelAgent(host, folder);
  }

  @Test
  void anEndIsSetUpProvedAndTakenDown() throws InterruptedException {
    assertThat(agent.setUp(Examples.PROTECTED, FIRST))
        .isEqualTo(new Report.EndpointReady(FIRST, Examples.HOST, 1300, 2));
    assertThat(agent.takeDown(FIRST))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class, down -> assertThat(down.clean()).isTrue());
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void repeatedCommandsAreAnsweredAlikeAndDoNothing() throws InterruptedException {
    EndpointSpec spec = agent.spec(Examples.PROTECTED, FIRST);
    Report ready = agent.command(new HostCommand.SetUp(spec));
    int commands = host.commands().size();

    assertThat(agent.command(new HostCommand.SetUp(spec))).isEqualTo(ready);
    assertThat(host.commands()).hasSize(commands);

    Report down = agent.takeDown(FIRST);
    int commandsOnceDown = host.commands().size();
    assertThat(agent.takeDown(FIRST)).isEqualTo(down);
    assertThat(agent.command(new HostCommand.SetUp(spec))).isEqualTo(ready);
    assertThat(host.commands()).hasSize(commandsOnceDown);
  }

  @Test
  void anAgentThatWasStartedAgainAnswersRepeatedCommandsAlike() throws InterruptedException {
    EndpointSpec spec = agent.spec(Examples.PROTECTED, FIRST);
    Report ready = agent.command(new HostCommand.SetUp(spec));
    Report down = agent.takeDown(FIRST);

    agent.killAndStart();

    assertThat(agent.command(new HostCommand.SetUp(spec))).isEqualTo(ready);
    assertThat(agent.takeDown(FIRST)).isEqualTo(down);
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void theSameAttemptWithAnotherContentIsAConflict() throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);

    assertFailed(agent.setUp(Examples.PROTECTED, FIRST), FailureKind.CONFLICT, "another content");
  }

  @Test
  void anAttemptOlderThanOneThatCameIsStale() throws InterruptedException {
    agent.setUp(Examples.PLAIN, SECOND);
    agent.takeDown(SECOND);

    assertFailed(agent.setUp(Examples.PLAIN, FIRST), FailureKind.CONFLICT, "is stale");
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void aNewerAttemptAtTheSameTrialTakesThePlaceOfTheOlder() throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);

    assertThat(agent.setUp(Examples.PLAIN, SECOND)).isInstanceOf(Report.EndpointReady.class);
    assertThat(agent.said().reports())
        .anyMatch(
            report ->
                report instanceof Report.EndpointDown down
                    && down.attempt().equals(FIRST)
                    && down.clean());
    agent.takeDown(SECOND);
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void anotherTrialIsRefusedWhileOneStands() throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);

    assertFailed(agent.setUp(Examples.PLAIN, OTHER), FailureKind.LEFTOVER_STATE, "still stands");
    agent.takeDown(FIRST);
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void takingDownWhatNeverWasIsCleanAndItIsNotSetUpLater() throws InterruptedException {
    assertThat(agent.takeDown(FIRST))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class, down -> assertThat(down.clean()).isTrue());

    assertFailed(agent.setUp(Examples.PLAIN, FIRST), FailureKind.CONFLICT, "taken down before");
  }

  @Test
  void atTheDeadlineTheAgentUndoesByItself() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);

    agent.advance(Duration.ofSeconds(61));

    assertThat(agent.said().last())
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down -> {
              assertThat(down.differences()).isEmpty();
              assertThat(down.failure()).map(Failure::kind).contains(FailureKind.DEADLINE_PASSED);
            });
    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.takeDown(FIRST)).isEqualTo(agent.said().reports().get(1));
  }

  @Test
  void anEndThatWasTakenDownHasNoDeadlineAnyMore() throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);
    agent.takeDown(FIRST);
    int reports = agent.said().reports().size();

    agent.advance(Duration.ofSeconds(61));

    assertThat(agent.said().reports()).hasSize(reports);
  }

  @Test
  void anEndThatCouldNotBeSetUpStandsUntilItIsTakenDown() throws InterruptedException {
    host.refuse(argv -> argv.contains("master"));

    assertFailed(agent.setUp(Examples.PROTECTED, FIRST), FailureKind.STEP_FAILED, "exited 1");
    assertThat(host.describe()).isNotEqualTo(before);
    assertThat(agent.takeDown(FIRST)).matches(report -> ((Report.EndpointDown) report).clean());
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void aFarEndThatDoesNotAnswerIsSaidAsSuch() throws InterruptedException {
    host.refuse(argv -> argv.getFirst().equals("ping"));

    assertFailed(
        agent.setUp(Examples.PLAIN, FIRST), FailureKind.TUNNEL_SILENT, "198.18.0.2 did not answer");
  }

  @Test
  void whatCannotBeUndoneMakesTheHostUncleanUntilItIsGone() throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);
    host.refuse(argv -> argv.contains("delete"));

    assertThat(agent.takeDown(FIRST))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down -> {
              assertThat(down.clean()).isFalse();
              assertThat(down.differences()).isNotEmpty().allMatch(line -> line.startsWith("+ "));
              assertThat(down.failure()).map(Failure::kind).contains(FailureKind.NOT_CLEAN);
            });
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNCLEAN);
    assertFailed(agent.setUp(Examples.PLAIN, OTHER), FailureKind.NOT_CLEAN, "is still there");

    host.refuse(argv -> false);
    agent.advance(Backoff.LONGEST);

    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void whatSomebodyElseChangesMeanwhileIsToldAndDoesNotKeepTheHostBack()
      throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);
    host.byHand("ip", "address", "add", "192.0.2.7/24", "dev", "vec0");

    assertThat(agent.takeDown(FIRST))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down ->
                assertThat(down.differences())
                    .contains("+ address vec0 local 192.0.2.7 prefixlen 24"));
    assertThat(agent.setUp(Examples.PLAIN, OTHER)).isInstanceOf(Report.EndpointReady.class);
  }

  static List<Arguments> vanishingPrograms() {
    return List.of(
        Arguments.of("ip", PolicyTool.IP_XFRM, Keying.MANUAL),
        Arguments.of("find", PolicyTool.IP_XFRM, Keying.MANUAL),
        Arguments.of("setkey", PolicyTool.SETKEY, Keying.MANUAL),
        Arguments.of("rm", PolicyTool.SETKEY, Keying.MANUAL),
        Arguments.of("sh", PolicyTool.SETKEY, Keying.RACOON),
        Arguments.of("rm", PolicyTool.SETKEY, Keying.RACOON));
  }

  @ParameterizedTest
  @MethodSource("vanishingPrograms")
  void aProgramThatVanishesKeepsTheHostBackUntilItIsThereAgain(
      String program, PolicyTool policies, Keying keying) throws InterruptedException {
    assertThat(
            agent.setUp(
                Examples.PROTECTED.protectedBy(Examples.PROTECTED.protection(), policies, keying),
                FIRST))
        .isInstanceOf(Report.EndpointReady.class);
    host.lacks(program, true);

    assertThat(agent.takeDown(FIRST))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down ->
                assertThat(down.failure().orElseThrow().kind())
                    .isIn(FailureKind.TOOL_MISSING, FailureKind.NOT_CLEAN));
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNCLEAN);

    host.lacks(program, false);
    agent.advance(Backoff.LONGEST);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(host.describe()).isEqualTo(before);
  }

  /** Whatever else looks like a remainder of the attempt: the other policy is not one. */
  @Test
  void aPolicyOfSomebodyElseStaysWhereSomethingRemains() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    host.reachable(false);
    agent.advance(Duration.ofSeconds(2));
    host.letTimersFire();
    host.byHand(
        "ip xfrm policy add src 10.0.0.101/32 dst 10.0.0.102/32 proto 47 dir out tmpl src 10.0.0.101 dst 10.0.0.102 proto esp reqid 7 mode transport"
            .split(" ", -1));
    host.byHand("ip", "address", "add", "198.18.0.1/30", "dev", "vec0");
    String theirs = host.describe();

    host.reachable(true);
    agent.advance(Backoff.LONGEST);

    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNCLEAN);
    assertThat(host.describe()).isEqualTo(theirs);
  }

  @Test
  void aHostThatUndidByItselfKeepsWhatSomebodyElseThenMadeInTheSameWords()
      throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    host.reachable(false);
    agent.advance(Duration.ofSeconds(2));
    host.letTimersFire();
    host.byHand(
        "ip xfrm policy add src 10.0.0.101/32 dst 10.0.0.102/32 proto 47 dir out tmpl src 10.0.0.101 dst 10.0.0.102 proto esp reqid 7 mode transport"
            .split(" ", -1));
    String theirs = host.describe();

    host.reachable(true);
    agent.advance(Backoff.LONGEST);

    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(host.describe()).isNotEqualTo(before).isEqualTo(theirs);
    assertThat(agent.said().last())
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down -> {
              assertThat(down.failure()).isEmpty();
              assertThat(down.differences()).singleElement().asString().startsWith("+ policy ");
            });
  }

  @Test
  void aHostThatIsLostBeforeItIsSeenToBeCleanUndoesByItself() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    host.lacks("ip", true);
    agent.takeDown(FIRST);
    host.reachable(false);
    host.lacks("ip", false);

    host.letTimersFire();

    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void aCommandOfLongAgoIsRefusedAndNothingIsDone() throws InterruptedException {
    Report said = agent.setUpLate(Examples.PROTECTED, FIRST, Duration.ofDays(1));

    assertFailed(said, FailureKind.DEADLINE_PASSED, "it was commanded 86400 s ago");
    assertThat(host.describe()).isEqualTo(before);
    assertThat(host.commands()).noneMatch(argv -> argv.contains("link"));
  }

  /** As where its disk is full: what is not in the journal is not done. */
  @Test
  void anAgentThatCannotWriteItsJournalDoesNothing() throws Exception {
    Path attempts = folder.resolve("hosts").resolve(Examples.HOST.value()).resolve("attempts");
    Files.delete(attempts);
    Files.writeString(attempts, "no folder");

    assertFailed(
        agent.setUp(Examples.PROTECTED, FIRST),
        FailureKind.INTERNAL,
        "the journal could not be written, nothing was done");
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void whatIsInTheWayRefusesTheTrialWithNothingDone() throws InterruptedException {
    host.byHand("ip", "link", "add", "name", "theirs", "type", "gre", "remote", "10.0.0.102");
    String theirs = host.describe();

    assertFailed(agent.setUp(Examples.PLAIN, FIRST), FailureKind.LEFTOVER_STATE, "theirs");
    assertThat(host.describe()).isEqualTo(theirs);
    assertThat(agent.takeDown(FIRST)).matches(report -> ((Report.EndpointDown) report).clean());
    assertThat(host.describe()).isEqualTo(theirs);
  }

  @Test
  void aHostThatIsLostBetweenCommandsIsNoticedAndRecovered() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    host.reachable(false);

    agent.advance(Duration.ofSeconds(2));
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNREACHABLE);
    assertThat(agent.said().status().reason()).contains("the link is cut");
    assertFailed(agent.setUp(Examples.PLAIN, OTHER), FailureKind.HOST_UNREACHABLE, "link is cut");
    assertThat(agent.takeDown(FIRST))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down ->
                assertThat(down.failure())
                    .map(Failure::kind)
                    .contains(FailureKind.HOST_UNREACHABLE));

    host.reachable(true);
    agent.advance(Backoff.LONGEST);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(agent.takeDown(FIRST)).matches(report -> ((Report.EndpointDown) report).clean());
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void anAgentThatIsStoppedUndoesWhatStandsAndSaysSo() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);

    assertThat(agent.stop()).isDone();

    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.said().last())
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down -> {
              assertThat(down.attempt()).isEqualTo(FIRST);
              assertThat(down.differences()).isEmpty();
              assertThat(down.failure()).map(Failure::kind).contains(FailureKind.AGENT_SILENT);
              assertThat(down.failure().orElseThrow().message()).contains("its agent was stopped");
            });
  }

  @Test
  void anAgentThatStopsLeavesWhatIsToBeSetUpToTheNextOneAndTakesDownWhatItIsAsked()
      throws InterruptedException {
    agent.setUp(Examples.PLAIN, FIRST);
    assertThat(agent.stop()).isDone();
    int said = agent.said().reports().size();

    assertThat(agent.answered(new HostCommand.SetUp(agent.spec(Examples.PLAIN, OTHER))))
        .isCompletedExceptionally();
    assertThat(agent.said().reports()).hasSize(said);
    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.takeDown(FIRST)).isEqualTo(agent.said().reports().get(said - 1));

    agent.killAndStart();
    assertThat(agent.setUp(Examples.PLAIN, OTHER)).isInstanceOf(Report.EndpointReady.class);
  }

  @Test
  void whatAStoppedAgentCannotReachIsUndoneByTheNextOne() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    host.reachable(false);

    assertThat(agent.stop()).isDone();
    assertThat(host.describe()).isNotEqualTo(before);
    host.reachable(true);
    agent.killAndStart();

    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.said().last()).matches(report -> ((Report.EndpointDown) report).clean());
  }

  @Test
  void aSessionThatOnlyBrokeLeavesTheAttemptStanding() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    String standing = host.describe();
    host.dropSession();

    agent.advance(Duration.ofSeconds(2));

    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(host.describe()).isEqualTo(standing);
  }

  @Test
  void aHostThatStartedAnewIsRecovered() throws InterruptedException {
    agent.setUp(Examples.PROTECTED, FIRST);
    host.restart();

    agent.advance(Duration.ofSeconds(2));

    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(agent.said().last())
        .isInstanceOfSatisfying(
            Report.EndpointDown.class, down -> assertThat(down.clean()).isTrue());
  }

  @Test
  void nothingOfAKeyIsOnTheAgentsDiskOrLeftOnTheHost() throws Exception {
    agent.setUp(Examples.PROTECTED, FIRST);

    assertThat(host.files()).isEmpty();
    assertThat(host.commands()).allMatch(argv -> argv.stream().noneMatch(KEY::equals));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(KEY);
        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
      }
    }
    assertThat(agent.said().reports()).noneMatch(report -> report.toString().contains(KEY));
  }

  /** The example key of HMAC-MD5: sixteen bytes of zero. */
  private static final String KEY = "0x" + "00".repeat(16);

  @Test
  void keysThatAreForAnotherAgentAreRefused() throws Exception {
    String otherKey = SecretSealing.newKeyPair().publicKey();

    assertFailed(
        agent.command(new HostCommand.SetUp(Examples.spec(Examples.PROTECTED, FIRST, otherKey))),
        FailureKind.CONFLICT,
        "not sealed for this agent");
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void factsAreToldOnceTheHostIsReached() {
    assertThat(agent.said().status().facts())
        .hasValueSatisfying(
            facts -> {
              assertThat(facts.kernelBuild()).isEqualTo("6.1.27-1");
              assertThat(facts.tools()).containsKeys("ip", "ping");
              assertThat(facts.tools())
                  .containsKeys("setkey", "racoon")
                  .doesNotContainKeys("iperf3");
              assertThat(facts.underlayInterface()).isEqualTo("vec0");
            });
    assertThat(List.of(agent.said().condition())).containsExactly(HostCondition.AVAILABLE);
  }

  private static void assertFailed(Report report, FailureKind kind, String words) {
    assertThat(report)
        .isInstanceOfSatisfying(
            Report.EndpointFailed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(kind);
              assertThat(failed.failure().message()).contains(words);
            });
  }
}
