package org.tunnelbench.hostagent.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;

class AllowListTest {
  static Iterable<Levels> cells() {
    return Examples.cells().stream().filter(levels -> !levels.isProtected()).toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void allowsEverythingThatADocumentCanSay(Levels levels) {
    assertThat(
            AllowList.EVERYTHING.refusal(
                Examples.spec(levels, Examples.attempt(1, 1), ""), Examples.facts()))
        .isEmpty();
  }

  /** The cell is GRE with net.ipv4.xfrm4_gc_thresh set, from 10.0.0.101 to 10.0.0.102 on vec0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.0/24               | vec0     | gre          | net.ipv4.xfrm4_gc_thresh | ''
          10.0.0.101/32,10.0.0.102/32 | vec*   | gre, gretap  | net.ipv4.xfrm4_*         | ''
          192.168.0.0/16            | *        | gre          | *                        | the underlay address 10.0.0.101: tunnelbench.allow.networks has 192.168.0.0/16
          10.0.0.101/32             | *        | gre          | *                        | the peer's underlay address 10.0.0.102: tunnelbench.allow.networks has 10.0.0.101/32
          nothing                   | *        | gre          | *                        | the underlay address 10.0.0.101: tunnelbench.allow.networks has nothing
          0.0.0.0/0                 | eth0,vec | gre          | *                        | the interface vec0: tunnelbench.allow.interfaces has eth0, vec
          0.0.0.0/0                 | *        | none, gretap | *                        | the tunnel gre: tunnelbench.allow.tunnels has gretap, none
          0.0.0.0/0                 | *        | gre          | net.ipv4.tcp_*           | the sysctl net.ipv4.xfrm4_gc_thresh: tunnelbench.allow.sysctls has net.ipv4.tcp_*
          0.0.0.0/0                 | *        | gre          | nothing                  | the sysctl net.ipv4.xfrm4_gc_thresh: tunnelbench.allow.sysctls has nothing
          """)
  void refusesWhatIsOutsideAndNamesTheSetting(
      String networks,
      String interfaces,
      String tunnels,
      String sysctls,
      String refusal,
      @TempDir Path state)
      throws Exception {
    AllowList allowed = AllowList.parse(networks, interfaces, tunnels, sysctls);
    ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);
    ModelAgent agent = new ModelAgent(host, Examples.entry(), state, allowed);
    int before = host.commands().size();

    Report report = agent.setUp(Examples.withOptionsAndSettings(), Examples.attempt(1, 1));

    if (refusal.isEmpty()) {
      assertThat(report).isInstanceOf(Report.EndpointReady.class);
      return;
    }
    assertThat(report)
        .isInstanceOfSatisfying(
            Report.EndpointFailed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.NOT_PERMITTED);
              assertThat(failed.failure().message())
                  .isEqualTo("host-a: the agent's own configuration does not allow " + refusal);
            });
    assertThat(host.commands()).as("nothing was done, nor looked at").hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.0      | *       | gre   | *     | tunnelbench.allow.networks
          0.0.0.0/0     | e th0   | gre   | *     | tunnelbench.allow.interfaces
          0.0.0.0/0     | *       | vxlan | *     | tunnelbench.allow.tunnels
          0.0.0.0/0     | *       | gre   | *.tcp | tunnelbench.allow.sysctls
          0.0.0.0/0     | *       | gre,  | *     | tunnelbench.allow.tunnels
          0.0.0.0/0     | ''      | gre   | *     | tunnelbench.allow.interfaces
          """)
  void namesTheSettingThatIsWrong(
      String networks, String interfaces, String tunnels, String sysctls, String setting) {
    assertThatThrownBy(() -> AllowList.parse(networks, interfaces, tunnels, sysctls))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(setting);
  }

  @Test
  void boundsItsEntries() {
    String many = "a,".repeat(AllowList.MOST_ENTRIES) + "a";
    assertThatThrownBy(() -> AllowList.parse("0.0.0.0/0", many, "gre", "*"))
        .hasMessageContaining("at most 200 entries");
  }
}
