package org.tunnelbench.hostagent.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.HostSettings;
import org.tunnelbench.contract.experiment.Levels;
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
    assertThat(offload(name).value(TODAY)).contains(today);
    assertThat(offload(name).value(CENTOS5)).contains(centos5);
  }

  @Test
  void anOffloadThatIsNotToldHasNoValue() {
    assertThat(offload("gro").value(CENTOS5)).isEmpty();
  }

  @Test
  void whatWasAskedForIsTheValueOfWhatWaits() {
    assertThat(offload("tso").value("tcp-segmentation-offload: off [requested on]\n"))
        .contains("on");
    assertThat(offload("lro").value("large-receive-offload: off [fixed]\n")).contains("off");
  }

  @Test
  void whatGoesOffWithAnotherIsSwitchedOnAgain() throws Exception {
    ModelAgent agent = new ModelAgent(host, folder);
    agent.setUp(Examples.withOptionsAndSettings(), Examples.attempt(1, 1));
    // As a kernel before 2.6.39 does with what tso and gro are the groundwork of.
    host.byHand("ethtool", "-K", "vec0", "rx", "off");

    agent.takeDown(Examples.attempt(1, 1));

    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void oneThatTheDeviceRefusesKeepsNoOtherFromGoingOnAgain() throws Exception {
    ModelAgent agent = new ModelAgent(host, folder);
    agent.setUp(Examples.withOffload("tso=off"), Examples.attempt(1, 1));
    host.byHand("ethtool", "-K", "vec0", "gro", "off");
    host.refuse(argv -> argv.getFirst().equals("ethtool") && argv.contains("rx"));

    agent.takeDown(Examples.attempt(1, 1));

    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void oneThatSomebodyElseSwitchedOnMeanwhileIsToldAndKeepsTheHostNotBack() throws Exception {
    host.byHand("ethtool", "-K", "vec0", "gro", "off");
    ModelAgent agent = new ModelAgent(host, folder);
    agent.setUp(Examples.withOffload("tso=off"), Examples.attempt(1, 1));
    host.byHand("ethtool", "-K", "vec0", "gro", "on");

    Report said = agent.takeDown(Examples.attempt(1, 1));

    assertThat(said)
        .isInstanceOfSatisfying(
            Report.EndpointDown.class,
            down -> {
              assertThat(down.differences())
                  .containsExactly("+ setting vec0 gro on", "- setting vec0 gro off");
              assertThat(down.failure()).isEmpty();
            });
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void aSettingThatTheHostDoesNotTellIsRefused() throws Exception {
    ModelAgent agent = new ModelAgent(host, folder);
    Levels levels = Examples.withOffload("ntuple=on");

    Report said = agent.setUp(levels, Examples.attempt(1, 1));

    assertThat(said)
        .isInstanceOfSatisfying(
            Report.EndpointFailed.class,
            failed ->
                assertThat(failed.failure().message()).contains("ethtool tells no ntuple of vec0"));
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void severalValuesOfAParameterAreOneText() {
    assertThat(
            new Setting(Setting.Kind.SYSCTL, "", "net.ipv4.tcp_rmem")
                .value("4096\t131072\t6291456\n"))
        .contains("4096 131072 6291456");
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
