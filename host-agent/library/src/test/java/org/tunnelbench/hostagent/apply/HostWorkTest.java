package org.tunnelbench.hostagent.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.ipsec.SetkeyText;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.Recorded;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.plan.Proof;

/** How what a host answers becomes a proof or a failure that a user can act on. */
class HostWorkTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final SaKeys KEYS = new SaKeys("", SECRET, "", SECRET);
  private static final StepResult OK = new StepResult(0, "", "");

  @Test
  void anEndIsProvedByItsMtuAndTheCountersOfBothAssociations() throws Exception {
    Proved proved =
        apply(
            Examples.PROTECTED,
            argv ->
                argv.getFirst().equals("cat")
                    ? new StepResult(0, "1300\n", "")
                    : argv.contains("-s") ? counters("12(packets)") : OK);

    assertThat(proved).isEqualTo(new Proved(1300, 24));
  }

  @Test
  void anAssociationWithoutAPacketIsNoProtection() {
    Failure failure =
        failure(
            Examples.PROTECTED,
            argv ->
                argv.getFirst().equals("cat")
                    ? new StepResult(0, "1300\n", "")
                    : argv.contains("-s") ? counters("0(packets)") : OK);

    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_PROTECTED);
    assertThat(failure.message()).contains("no packet was counted");
  }

  @Test
  void missingAssociationsAreNoProtection() {
    Failure failure =
        failure(
            Examples.PROTECTED,
            argv -> argv.getFirst().equals("cat") ? new StepResult(0, "1300\n", "") : OK);

    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_PROTECTED);
    assertThat(failure.message()).contains("there are 0 associations");
  }

  @Test
  void aKeyThatAToolQuotesIsNotPassedOn() {
    Failure failure =
        failure(
            Examples.PROTECTED,
            argv ->
                argv.contains("-batch")
                    ? new StepResult(1, "", "argument \"0x" + SECRET + "\" is wrong")
                    : OK);

    assertThat(failure.toString()).doesNotContain(SECRET);
    assertThat(failure.output()).isEqualTo("argument \"****\" is wrong");
    assertThat(failure.command())
        .containsExactly("ip", "-batch", "/var/run/tb" + prefix() + "/ip-batch");
  }

  @Test
  void whatShowsAssociationsIsQuotedByItsErrorsAlone() {
    Plan plan = plan(Examples.PROTECTED);
    Proof proof = plan.proof();
    Plan bySetkey =
        new Plan(
            plan.attempt(),
            plan.host(),
            plan.names(),
            plan.steps(),
            new Proof(
                proof.ping(), proof.tries(), Optional.of(SetkeyText.ASSOCIATIONS), proof.mtu()),
            plan.diagnosis(),
            plan.traces());
    StepResult refused =
        new StepResult(
            1,
            Recorded.text("ipsec-tools-0.8.0-setkey-D.mature-aes-sha1.txt"),
            "recv: No buffer space available\n");

    EndpointException thrown =
        catchThrowableOfType(
            EndpointException.class,
            () ->
                apply(
                    bySetkey,
                    argv ->
                        argv.getFirst().equals("cat")
                            ? new StepResult(0, "1300\n", "")
                            : argv.equals(SetkeyText.ASSOCIATIONS) ? refused : OK));

    assertThat(refused.stdout()).containsPattern("E: aes-cbc  [0-9a-f]{8} ");
    assertThat(thrown.failure().output()).isEqualTo("recv: No buffer space available");
  }

  private static String prefix() {
    return plan(Examples.PROTECTED).names().prefix().substring(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          127; 'sh: ip: not found';                      TOOL_MISSING;   is not on the host
          2;   RTNETLINK answers: Operation not permitted; NOT_PERMITTED;  was not permitted
          2;   Error: Unknown device type.;              MODULE_MISSING; needs something
          2;   RTNETLINK answers: Function not implemented; MODULE_MISSING; needs something
          2;   RTNETLINK answers: File exists;           STEP_FAILED;    exited 2
          124; '';                                       STEP_FAILED;    did not end in time
          """)
  void aFailureHasAKindThatAUserCanActOn(
      int exitCode, String stderr, FailureKind kind, String words) {
    Failure failure =
        failure(
            Examples.PLAIN,
            argv -> argv.contains("bridge") ? new StepResult(exitCode, "", stderr) : OK);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).startsWith("host-a: 'ip link add name ").contains(words);
    assertThat(failure.exitCode()).contains(exitCode);
    assertThat(failure.command()).contains("bridge");
  }

  @Test
  void aPingThatIsMissingIsNoSilentTunnel() {
    Failure failure =
        failure(
            Examples.PLAIN,
            argv ->
                argv.getFirst().equals("ping")
                    ? new StepResult(127, "", "ping: not found")
                    : argv.getFirst().equals("cat") ? new StepResult(0, "1300", "") : OK);

    assertThat(failure.kind()).isEqualTo(FailureKind.TOOL_MISSING);
  }

  @Test
  void anMtuThatIsNoNumberIsRefused() {
    assertThat(failure(Examples.PLAIN, argv -> OK).message()).contains("the MTU reads ''");
  }

  private static StepResult counters(String packets) {
    return new StepResult(
        0, Recorded.text("linux-5.10-counters.txt").replaceAll("1[23]\\(packets\\)", packets), "");
  }

  private static Failure failure(Levels levels, Function<List<String>, StepResult> answers) {
    EndpointException thrown =
        catchThrowableOfType(EndpointException.class, () -> apply(levels, answers));
    return thrown.failure();
  }

  private static Proved apply(Levels levels, Function<List<String>, StepResult> answers)
      throws Exception {
    return apply(plan(levels), answers);
  }

  private static Proved apply(Plan plan, Function<List<String>, StepResult> answers)
      throws Exception {
    return new HostWork(new Scripted(answers), Examples.facts())
        .apply(plan, Optional.of(Duration.ofSeconds(60)), Duration.ofSeconds(20));
  }

  private static Plan plan(Levels levels) {
    try {
      return EndpointPlanner.plan(
          Examples.spec(levels, Examples.attempt(1, 1), SecretSealing.newKeyPair().publicKey()),
          Examples.facts(),
          Optional.of(KEYS));
    } catch (SealingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers every command as the test says, and every other step with success. */
  private record Scripted(Function<List<String>, StepResult> answers) implements HostAccess {
    @Override
    public HostName host() {
      return Examples.HOST;
    }

    @Override
    public BatchResult run(Batch batch, Duration limit) {
      List<StepResult> results = new ArrayList<>();
      for (HostStep step : batch.steps()) {
        results.add(
            switch (step) {
              case HostStep.Run run -> answers.apply(run.argv());
              case HostStep.RunUntilItSucceeds run -> answers.apply(run.argv());
              default -> OK;
            });
        if (!results.getLast().succeeded()) {
          break;
        }
      }
      return new BatchResult(results);
    }

    @Override
    public RunningCommand start(List<String> argv, Duration limit, Consumer<String> lines) {
      throw new UnsupportedOperationException("nothing goes on running");
    }

    @Override
    public void close() {}
  }
}
