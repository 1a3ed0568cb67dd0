package org.tunnelbench.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.lab.doctor.Check;

class HostChecksTest {
  @Test
  void aHostWithAllThatIsNeededLacksNothingItCannotDoWithout() {
    List<Check> checks = HostChecks.of(Looks.fit("alpha", "10.0.0.1"));

    assertThat(checks).noneMatch(check -> check.verdict() == Check.Verdict.MISSING);
    assertThat(check(checks, "tunnel").found()).isEqualTo("gretap, gre, ipip");
    assertThat(check(checks, "protection").found()).contains("esp/null/hmac-md5");
  }

  @Test
  void aHostThatIsNotReachedIsMissingWithTheReason() {
    HostEntry entry = Looks.fit("alpha", "10.0.0.1").entry();

    assertThat(HostChecks.of(new HostLook.Shut(entry, "alpha: connection refused")))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.verdict()).isEqualTo(Check.Verdict.MISSING);
              assertThat(check.found()).isEqualTo("alpha: connection refused");
            });
  }

  @Test
  void whoIsNotRootIsToldOfSudo() {
    Check root =
        check(
            HostChecks.of(
                Looks.look("alpha", "10.0.0.1", 1000, Looks.TOOLS, Looks.MODULES, List.of())),
            "root");

    assertThat(root.verdict()).isEqualTo(Check.Verdict.MISSING);
    assertThat(root.remedy()).contains("sudo: true");
  }

  @Test
  void aTunnelWithoutItsModuleIsLackingAndOthersAreThere() {
    Set<String> modules = new TreeSet<>(Looks.MODULES);
    modules.remove("ipip");

    List<Check> checks =
        HostChecks.of(Looks.look("alpha", "10.0.0.1", 0, Looks.TOOLS, modules, List.of()));

    assertThat(check(checks, "tunnel").found()).isEqualTo("gretap, gre");
    assertThat(check(checks, "tunnel ipip").verdict()).isEqualTo(Check.Verdict.DISPENSABLE);
    assertThat(check(checks, "tunnel ipip").remedy()).contains("no kernel module ipip");
  }

  @Test
  void aHostWithoutIpCanMakeNoTunnel() {
    Map<String, String> tools = new TreeMap<>(Looks.TOOLS);
    tools.remove("ip");

    List<Check> checks =
        HostChecks.of(Looks.look("alpha", "10.0.0.1", 0, tools, Looks.MODULES, List.of()));

    assertThat(check(checks, "tunnel gre").verdict()).isEqualTo(Check.Verdict.MISSING);
    assertThat(check(checks, "tunnel gre").remedy()).contains("install it there");
  }

  @Test
  void keyingsWhoseDaemonsAreMissingAreLackingOneByOne() {
    Map<String, String> tools = new TreeMap<>(Looks.TOOLS);
    tools.put("setkey", "setkey @(#) ipsec-tools 0.8.2");
    tools.put("racoon", "@(#)ipsec-tools 0.8.2");
    tools.put("racoonctl", "there");

    List<Check> checks =
        HostChecks.of(Looks.look("alpha", "10.0.0.1", 0, tools, Looks.MODULES, List.of()));

    assertThat(check(checks, "keying").found()).isEqualTo("manual, racoon");
    assertThat(check(checks, "policies").found()).isEqualTo("ip-xfrm, setkey");
    assertThat(check(checks, "keying strongswan-ikev2").remedy())
        .contains("has no charon", "has no swanctl", "install it there");
    assertThat(check(HostChecks.of(Looks.fit("alpha", "10.0.0.1")), "policies setkey").remedy())
        .contains("has no setkey");
  }

  @Test
  void anIpOfBusyboxWritesNoPolicies() {
    Map<String, String> tools = new TreeMap<>(Looks.TOOLS);
    tools.put("ip", "BusyBox v1.35.0 (Debian 1:1.35.0-4+b3) multi-call binary.");

    List<Check> checks =
        HostChecks.of(Looks.look("alpha", "10.0.0.1", 0, tools, Looks.MODULES, List.of()));

    assertThat(check(checks, "policies ip-xfrm").remedy()).contains("knows no xfrm");
    assertThat(check(checks, "protection").found()).contains("esp/aes-128-cbc/hmac-sha1");
  }

  private static Check check(List<Check> checks, String what) {
    return checks.stream().filter(check -> check.what().equals(what)).findFirst().orElseThrow();
  }
}
