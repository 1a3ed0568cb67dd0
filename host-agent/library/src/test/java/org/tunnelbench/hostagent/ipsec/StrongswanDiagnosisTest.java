package org.tunnelbench.hostagent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.hostagent.model.Recorded;

/** What strongSwan 5.9.8 logged on guests where something was wrong. */
class StrongswanDiagnosisTest {
  private static final StrongswanDiagnosis DIAGNOSIS =
      new StrongswanDiagnosis("/var/run/tb0a1b2c-ike/log", new Ipv4Address("10.0.0.2"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ikev1-wrong-secret-initiator;   the pre-shared keys of the two ends differ (charon says "could not decrypt payloads")
          ikev1-wrong-secret-responder;   the pre-shared keys of the two ends differ (charon says "could not decrypt payloads")
          ikev2-wrong-secret-initiator;   the pre-shared keys of the two ends differ (charon says "received AUTHENTICATION_FAILED notify error")
          ikev2-wrong-secret-responder;   the pre-shared keys of the two ends differ (charon says "tried 1 shared key for '10.0.0.2' - '10.0.0.1', but MAC mismatched")
          ikev1-no-proposal-initiator;    the two ends propose nothing in common (charon says "received NO_PROPOSAL_CHOSEN error notify")
          ikev1-no-proposal-responder;    the two ends propose nothing in common (charon says "no matching proposal found, sending NO_PROPOSAL_CHOSEN")
          ikev2-no-proposal-initiator;    the two ends propose nothing in common (charon says "received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built")
          ikev2-no-proposal-responder;    the two ends propose nothing in common (charon says "no acceptable proposal found")
          ikev1-silent-initiator;         the peer is silent: its daemon does not answer, or UDP port 500 is filtered
          ikev2-silent-initiator;         the peer is silent: its daemon does not answer, or UDP port 500 is filtered
          ikev2-silent-responder;         the peer is silent: its daemon does not answer, or UDP port 500 is filtered
          ikev1-cipher-missing-initiator; the kernel lacks an algorithm of the protection (charon says "received netlink error: Function not implemented (38)")
          ikev2-cipher-missing-initiator; the kernel lacks an algorithm of the protection (charon says "received netlink error: Function not implemented (38)")
          ikev1-cipher-missing-responder; the two ends propose nothing in common (charon says "received NO_PROPOSAL_CHOSEN error notify")
          ikev2-ports-taken-initiator;    UDP port 500 or 4500 is taken (charon says "no socket implementation registered, sending failed")
          """)
  void theCauseIsReadFromTheLog(String recorded, String cause) {
    assertThat(read(Recorded.text("strongswan-5.9.8-" + recorded + ".txt")))
        .contains("IKE with 10.0.0.2 failed: " + cause);
  }

  @Test
  void aNegotiationThatIsUnderWayIsNotCalledSilent() {
    assertThat(read("10:00:00 08[NET] received packet: from 10.0.0.2[500] to 10.0.0.1[500]\n"))
        .contains("IKE with 10.0.0.2 failed: it did not end in time");
  }

  @Test
  void aPairThatCameBeforeHidesNoLaterFailure() {
    String log =
        """
        10:00:00 08[NET] received packet: from 10.0.0.2[500] to 10.0.0.1[500]
        10:00:00 08[IKE] CHILD_SA tunnel{1} established with SPIs c1_i c2_o
        10:00:20 09[IKE] giving up after 20 retransmits
        """;

    assertThat(read(log))
        .contains(
            "IKE with 10.0.0.2 failed: the peer is silent: its daemon does not answer, or UDP port"
                + " 500 is filtered");
  }

  @Test
  void whatElseFailedIsNotLaidToIt() {
    assertThat(read("sh: 1: /usr/lib/ipsec/charon: not found")).isEmpty();
    assertThat(read("10:00:00 08[IKE] CHILD_SA tunnel{1} established with SPIs c1_i c2_o"))
        .isEmpty();
  }

  private static Optional<String> read(String log) {
    return DIAGNOSIS.read("", List.of(log));
  }
}
