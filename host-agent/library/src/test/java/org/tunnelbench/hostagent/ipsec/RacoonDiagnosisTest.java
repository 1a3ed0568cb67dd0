package org.tunnelbench.hostagent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.Recorded;
import org.tunnelbench.hostagent.plan.TrialNames;

class RacoonDiagnosisTest {
  private static final String RETRANSMITS =
      "2026-11-22 09:01:30: NOTIFY: the packet is retransmitted by 10.0.0.102[500] (1).\n";

  private final RacoonDiagnosis diagnosis;

  RacoonDiagnosisTest() throws Exception {
    Levels plain = Examples.levels(TunnelKind.GRE, InnerSide.DIRECT, "esp/null/hmac-md5");
    Levels levels = plain.protectedBy(plain.protection(), PolicyTool.SETKEY, Keying.RACOON);
    EndpointSpec spec =
        Examples.spec(levels, Examples.attempt(1, 1), SecretSealing.newKeyPair().publicKey());
    diagnosis =
        new RacoonDiagnosis(
            new RacoonFiles(
                new ProtectedEnd(
                    spec,
                    (Protection.Esp) levels.protection(),
                    TrialNames.of(spec.attempt(), spec.host()))));
  }

  @Test
  void aPeerThatAnswersAndDoesNotComeToAnAgreementHasAnotherSecret() {
    String states = Recorded.text("ipsec-tools-0.8.0-racoonctl-l-show-sa.wrong-psk.txt");

    assertThat(diagnosis.read("", List.of(RETRANSMITS, states)))
        .contains(
            "IKE with 10.0.0.102 failed: the peer answers, but the pre-shared keys of the two ends"
                + " differ");
  }

  @Test
  void thatAPeerHadAnsweredIsStillSeenOnceThePhaseWasGivenUp() {
    String givenUp =
        "ERROR: phase1 negotiation failed due to time up. fbe75c1282c8bd0e:c62ad3e135c7f5cf\n";
    String unanswered =
        "ERROR: phase1 negotiation failed due to time up. fbe75c1282c8bd0e:0000000000000000\n";

    assertThat(diagnosis.read("", List.of(RETRANSMITS + givenUp, "")).orElse(""))
        .contains("pre-shared keys of the two ends differ");
    assertThat(diagnosis.read("", List.of(RETRANSMITS + unanswered, "")).orElse(""))
        .contains("the peer is silent");
  }

  @Test
  void aPeerThatNeverAnsweredIsSilent() {
    assertThat(diagnosis.read("", List.of(RETRANSMITS, "")).orElse(""))
        .contains("the peer is silent");
  }

  @Test
  void whereKeysCameSomethingElseFailed() {
    String log = "INFO: ISAKMP-SA established\nINFO: IPsec-SA established: ESP/Transport\n";

    assertThat(diagnosis.read("", List.of(log, ""))).isEqualTo(Optional.empty());
  }

  @Test
  void aPairThatCameBeforeHidesNoLaterFailure() {
    String log =
        """
        INFO: ISAKMP-SA established 10.0.0.101[500]-10.0.0.102[500]
        INFO: IPsec-SA established: ESP/Transport 10.0.0.101[500]->10.0.0.102[500]
        INFO: IPsec-SA established: ESP/Transport 10.0.0.102[500]->10.0.0.101[500]
        ERROR: phase1 negotiation failed due to time up. fbe75c1282c8bd0e:0000000000000000
        """;

    assertThat(diagnosis.read("", List.of(log, "")).orElse("")).contains("the peer is silent");
  }

  @Test
  void theLatestOfWhatItSaysIsQuoted() {
    String log = "ERROR: pfkey ADD failed: first\nERROR: pfkey UPDATE failed: second\n";

    assertThat(diagnosis.read("", List.of(log, "")).orElse("")).contains("second");
  }

  @Test
  void aRacoonThatEndedIsNoSilentPeer() {
    assertThat(diagnosis.read(RacoonReady.ENDED + "\n", List.of("", "")))
        .contains("IKE with 10.0.0.102 failed: racoon ended before it was ready");
  }

  @Test
  void associationsThatDoNotComeAfterTheFirstPhaseAreToldApart() {
    String states = Recorded.text("ipsec-tools-0.8.0-racoonctl-l-show-sa-isakmp.txt");

    assertThat(
            diagnosis.read("", List.of("INFO: begin Identity Protection mode.", states)).orElse(""))
        .contains("not on the associations");
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR: pfkey UPDATE failed: No such file or directory, the kernel lacks an algorithm",
    "ERROR: fatal NO-PROPOSAL-CHOSEN notify messsage, propose nothing in common",
    "ERROR: failed to bind to address 10.0.0.101[500] (Address already in use)., UDP port 500 is"
        + " taken",
    "ERROR: fatal parse failure (1 errors), its configuration was refused"
  })
  void itsLogIsBelieved(String line, String meaning) {
    assertThat(diagnosis.read("", List.of("2026-11-22 09:01:30: " + line, "")).orElse(""))
        .contains(meaning);
  }
}
