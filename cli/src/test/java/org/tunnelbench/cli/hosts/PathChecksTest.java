package org.tunnelbench.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tunnelbench.cli.hosts.PathLook.RawPackets;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.doctor.Check;

class PathChecksTest {
  private static final HostLook.Open ALPHA = Looks.fit("alpha", "10.0.0.1");
  private static final HostLook.Open BETA =
      Looks.look("beta", "10.0.0.2", 0, Looks.TOOLS, Looks.MODULES, List.of("-P INPUT DROP"));

  @Test
  void aPathThatPassesEverythingLacksNothing() {
    List<Check> checks = of(look(5, OptionalInt.of(1500), told(EnumSet.allOf(IpProbe.class))));

    assertThat(checks).allMatch(check -> check.verdict() == Check.Verdict.PRESENT);
  }

  @Test
  void whatDoesNotArriveIsMissingWithTheRuleThatLetsItPass() {
    Check esp =
        check(
            of(look(5, OptionalInt.of(1500), told(EnumSet.complementOf(EnumSet.of(IpProbe.ESP))))),
            "ESP alpha → beta");

    assertThat(esp.verdict()).isEqualTo(Check.Verdict.MISSING);
    assertThat(esp.found()).isEqualTo("protocol 50 was sent and did not arrive");
    assertThat(esp.remedy())
        .contains("on beta (iptables -I INPUT -p 50 -s 10.0.0.1 -j ACCEPT)", "-P INPUT DROP");
  }

  @Test
  void whatTheSendersOwnKernelKeepsIsToldAsSuch() {
    RawPackets packets =
        PathQuestions.told(List.of("ready", "heard ike"), "unsent gre: Operation not permitted\n");

    assertThat(check(of(look(5, OptionalInt.of(1500), packets)), "GRE alpha → beta").found())
        .isEqualTo("protocol 47 was not even sent (Operation not permitted)");
    assertThat(check(of(look(5, OptionalInt.of(1500), packets)), "IKE alpha → beta").verdict())
        .isEqualTo(Check.Verdict.PRESENT);
  }

  @Test
  void whatCannotBeToldSaysWhy() {
    Check gre =
        check(
            of(look(5, OptionalInt.empty(), new RawPackets.Untold("beta has no perl"))),
            "GRE alpha → beta");

    assertThat(gre.verdict()).isEqualTo(Check.Verdict.DISPENSABLE);
    assertThat(gre.found()).isEqualTo("cannot be told, because beta has no perl");
    assertThat(gre.remedy()).contains("perl-base");
  }

  @Test
  void aNarrowPathAndLostPacketsAreLackingAndSilenceIsMissing() {
    RawPackets all = told(EnumSet.allOf(IpProbe.class));

    assertThat(check(of(look(5, OptionalInt.of(1400), all)), "MTU alpha → beta").found())
        .isEqualTo("1400 bytes, and the interfaces have 1500");
    assertThat(check(of(look(4, OptionalInt.of(1500), all)), "ping alpha → beta"))
        .isEqualTo(
            new Check(
                "ping alpha → beta",
                Check.Verdict.DISPENSABLE,
                "4 of 5 answered, 20 % lost",
                "Look for what loses packets: results would vary with it."));
    assertThat(check(of(look(0, OptionalInt.empty(), all)), "ping alpha → beta").verdict())
        .isEqualTo(Check.Verdict.MISSING);
  }

  @Test
  void pingsOfEveryAgeAreCounted() {
    assertThat(answered("5 packets transmitted, 4 received, 20% packet loss, time 4005ms"))
        .isEqualTo(4);
    assertThat(answered("5 packets transmitted, 5 packets received, 0% packet loss")).isEqualTo(5);
    assertThat(answered("")).isZero();
  }

  private static int answered(String text) {
    return PathQuestions.answered(new StepResult(0, text, ""));
  }

  private static RawPackets told(Set<IpProbe> arrived) {
    return new RawPackets.Told(arrived, Map.of());
  }

  private static PathLook look(int answered, OptionalInt mtu, RawPackets packets) {
    return new PathLook(ALPHA.entry().name(), BETA.entry().name(), 5, answered, mtu, packets);
  }

  private static List<Check> of(PathLook look) {
    return PathChecks.of(ALPHA, BETA, List.of(look));
  }

  private static Check check(List<Check> checks, String what) {
    return checks.stream().filter(check -> check.what().equals(what)).findFirst().orElseThrow();
  }
}
