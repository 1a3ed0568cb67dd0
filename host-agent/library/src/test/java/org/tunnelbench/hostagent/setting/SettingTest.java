package org.tunnelbench.hostagent.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.HostSettings;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;

class SettingTest {
  /** Debian 12's ethtool on a virtual interface, shortened. */
  private static final String TODAY =
      """
      Features for eth0:
      rx-checksumming: on [fixed]
      tx-checksumming: on
      \ttx-checksum-ipv4: off [fixed]
      scatter-gather: on
      tcp-segmentation-offload: off
      \ttx-tcp-segmentation: off [requested on]
      generic-receive-offload: on
      large-receive-offload: off [fixed]
      """;

  /** As ethtool 6 of CentOS 5 prints it. */
  private static final String CENTOS5 =
      """
      Offload parameters for eth0:
      rx-checksumming: on
      tx-checksumming: on
      scatter-gather: on
      tcp segmentation offload: on
      udp fragmentation offload: off
      generic segmentation offload: off
      """;

  @TempDir private Path folder = Path.of("");

  private final ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);
  private final String before = host.describe();

  private static Setting offload(String name) {
    return new Setting(Setting.Kind.OFFLOAD, "eth0", name);
  }

  @ParameterizedTest
  @CsvSource({"rx,on,on", "tx,on,on", "tso,off,on"})
  void anOffloadIsReadAtEveryAgeOfEthtool(String name, String today, String centos5) {
    assertThat(offload(name).value(TODAY)).isEqualTo(today);
    assertThat(offload(name).value(CENTOS5)).isEqualTo(centos5);
  }

  @Test
  void anOffloadThatIsNotToldIsNamed() {
    assertThatThrownBy(() -> offload("gro").value(CENTOS5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ethtool tells no gro (generic-receive-offload) of eth0");
  }

  @Test
  void severalValuesOfAParameterAreOneText() {
    assertThat(
            new Setting(Setting.Kind.SYSCTL, "", "net.ipv4.tcp_rmem")
                .value("4096\t131072\t6291456\n"))
        .isEqualTo("4096 131072 6291456");
  }

  @Test
  void settingsHoldForATrialAndArePutBack() throws Exception {
    ModelAgent agent = new ModelAgent(host, folder);
    agent.setUp(Examples.withOptionsAndSettings(), Examples.attempt(1, 1));
    assertThat(host.describe())
        .contains("net.ipv4.xfrm4_gc_thresh=1024", "vec0 gro=off", "vec0 tso=off");

    Report down = agent.takeDown(Examples.attempt(1, 1));

    assertThat(host.describe()).isEqualTo(before);
    assertThat(down)
        .isInstanceOfSatisfying(Report.EndpointDown.class, d -> assertThat(d.clean()).isTrue());
  }

  @Test
  void aSettingThatCannotBePutBackIsNotClean() throws Exception {
    ModelAgent agent = new ModelAgent(host, folder);
    agent.setUp(Examples.withOptionsAndSettings(), Examples.attempt(1, 1));
    host.refuse(argv -> argv.contains("net.ipv4.xfrm4_gc_thresh=32768"));

    assertThat(agent.takeDown(Examples.attempt(1, 1)))
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down -> {
              assertThat(down.differences())
                  .contains(
                      "+ setting net.ipv4.xfrm4_gc_thresh 1024",
                      "- setting net.ipv4.xfrm4_gc_thresh 32768");
              assertThat(down.failure().orElseThrow().kind()).isEqualTo(FailureKind.NOT_CLEAN);
            });
  }

  @Test
  void aSettingThatTheHostHasNotIsAnErrorBeforeTheFirstStep() throws Exception {
    ModelAgent agent = new ModelAgent(host, folder);

    Report failed =
        agent.setUp(
            Examples.PLAIN.with(
                new HostSettings(Offloads.DEFAULT, Sysctls.parse("net.ipv4.nothing=1"))),
            Examples.attempt(1, 1));

    assertThat(failed)
        .isInstanceOfSatisfying(
            Report.EndpointFailed.class,
            report -> assertThat(report.failure().output()).contains("net.ipv4.nothing"));
    assertThat(host.describe()).isEqualTo(before);
  }
}
