package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.PathMtuDiscovery;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.Ttl;
import org.tunnelbench.contract.experiment.TunnelKey;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.experiment.TunnelOptions;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.controller.example.ExampleExperiment;
import org.tunnelbench.controller.example.ExampleSeries;

class ExperimentJudgeTest {
  private static final Protection ESP = Protection.parse("esp/null/hmac-md5");
  private static final Mtu MTU = new Mtu.Fixed(1300);
  private static final String OLD = "2.6.32 (2.6.32-358.18.1.el6)";
  private static final String NEW = "6.1.176 (6.1.176-1)";
  private static final String NEWER = "7.2.7 (7.2.7-1)";

  private final List<TrialResult> trials = new ArrayList<>();

  @Test
  void findsTheFaultyDefaultMtuAndNothingElse() {
    ExperimentResult result = ExampleExperiment.measured(1);
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.sentence())
                  .isEqualTo(
                      "Linux 5.10.46 (5.10.46-4): gretap direct, with and without ESP, carries no"
                          + " traffic at the MTU of 1476 that the kernel gives it, where other"
                          + " kernels carry 2,167 Mbit/s: set the MTU to 1300 (1,864 Mbit/s here),"
                          + " at most 1462, or 1440 inside ESP.");
              assertThat(finding.kernel()).isEqualTo("5.10.46 (5.10.46-4)");
              assertThat(finding.factor()).isEqualTo("mtu");
              assertThat(finding.slowLevel()).isEqualTo("default");
              assertThat(finding.healthyLevel()).isEqualTo("1300");
              assertThat(finding.cells()).hasSize(2);
            });
    assertThat(result.summary()).isEqualTo(result.findings().getFirst().sentence());
    assertThat(result.cells()).hasSize(48);
    assertThat(result.cells().stream().map(CellResult::verdict))
        .filteredOn(verdict -> verdict != Verdict.MEASURED)
        .containsExactly(Verdict.NO_TRAFFIC, Verdict.NO_TRAFFIC);
  }

  @Test
  void saysWhatAtMostWouldFitOnlyWhereFactsTellTheUnderlay() {
    ExperimentResult result =
        ExperimentJudge.judge(
            new ExperimentFacts(
                ExampleExperiment.ID,
                "demo",
                ExampleExperiment.SUBMITTED,
                ExperimentState.DONE,
                ExampleExperiment.measured(1).document(),
                List.of()),
            ExampleExperiment.trials(1));
    assertThat(result.summary()).endsWith(": set the MTU to 1300 (1,864 Mbit/s here).");
  }

  @Test
  void blamesTheOmittedLocalAddressAndNotTheProtection() {
    for (TunnelKind tunnel : List.of(TunnelKind.GRETAP, TunnelKind.IPIP)) {
      for (LocalAddress local : LocalAddress.values()) {
        for (Protection protection : List.of(Protection.NONE, ESP)) {
          boolean faulty = local == LocalAddress.OMITTED && protection.equals(ESP);
          measure(OLD, levels(tunnel, local, protection), faulty ? 11 : 169);
          measure(NEW, levels(tunnel, local, protection), 133);
        }
      }
    }
    assertThat(judged().summary())
        .isEqualTo(
            "Linux 2.6.32 (2.6.32-358.18.1.el6): gretap bridged and ipip in esp/null/hmac-md5"
                + " carry 11.0 Mbit/s when it is created without `local`, where other kernels"
                + " carry 133 Mbit/s: create the tunnel with `local ADDRESS` (169 Mbit/s here).");
  }

  @Test
  void namesTheAlgorithmsWhereAnotherProtectionIsHealthy() {
    Protection cipher = Protection.parse("esp/aes-128-cbc/hmac-sha1");
    for (String kernel : List.of(OLD, NEW)) {
      measure(kernel, levels(TunnelKind.GRE, LocalAddress.SET, Protection.NONE), 900);
      measure(kernel, levels(TunnelKind.GRE, LocalAddress.SET, ESP), 600);
      measure(
          kernel, levels(TunnelKind.GRE, LocalAddress.SET, cipher), kernel.equals(OLD) ? 20 : 500);
    }
    assertThat(judged().summary())
        .isEqualTo(
            "Linux 2.6.32 (2.6.32-358.18.1.el6): gre in esp/aes-128-cbc/hmac-sha1 carries 20.0"
                + " Mbit/s, where other kernels carry 500 Mbit/s: the algorithms make the"
                + " difference; with esp/null/hmac-md5 it carries 600 Mbit/s here.");
  }

  @Test
  void saysOfEveryTunnelThatItIsSlowWithoutEspAlone() {
    for (TunnelKind tunnel : List.of(TunnelKind.GRETAP, TunnelKind.IPIP)) {
      for (String kernel : List.of(OLD, NEW)) {
        measure(kernel, levels(tunnel, LocalAddress.SET, ESP), 600);
        measure(
            kernel,
            levels(tunnel, LocalAddress.SET, Protection.NONE),
            kernel.equals(OLD) ? 20 : 900);
      }
    }
    assertThat(judged().summary())
        .startsWith(
            "Linux 2.6.32 (2.6.32-358.18.1.el6): gretap bridged and ipip, without ESP, carry 20.0"
                + " Mbit/s");
  }

  @Test
  void doesNotSayWithoutEspOfATunnelThatWasNeverMeasuredInside() {
    for (String kernel : List.of(OLD, NEW)) {
      measure(kernel, Levels.direct(TunnelKind.GRETAP), kernel.equals(OLD) ? 20 : 900);
      measure(kernel, levels(TunnelKind.GRETAP, LocalAddress.SET, ESP), 600);
    }
    assertThat(judged().summary())
        .startsWith("Linux 2.6.32 (2.6.32-358.18.1.el6): gretap direct carries 20.0 Mbit/s");
  }

  @Test
  void namesEveryOtherFactorToo() {
    for (String kernel : List.of(OLD, NEW)) {
      measure(kernel, Levels.direct(TunnelKind.GRE), 900);
      measure(kernel, keyed(Mtu.DEFAULT), kernel.equals(OLD) ? 20 : 900);
    }
    assertThat(judged().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.factor()).isEqualTo("key");
              assertThat(finding.sentence())
                  .endsWith(
                      "gre carries 20.0 Mbit/s with `key: 7`, where other kernels carry 900 Mbit/s:"
                          + " set `key: none` (900 Mbit/s here).");
            });
  }

  @Test
  void prefersTheMtuToAFactorThatCostsMoreAndCountsTheKeyIn() {
    for (String kernel : List.of(OLD, NEW)) {
      measure(kernel, Levels.direct(TunnelKind.GRE), 900);
      measure(kernel, keyed(Mtu.DEFAULT), ExampleSeries.silent(30, 0.1));
      measure(kernel, keyed(MTU), 900);
    }
    assertThat(judged().summary())
        .endsWith(": set the MTU to 1300 (900 Mbit/s here), at most 1472.");
  }

  @Test
  void saysWhereNoSingleFactorExplainsIt() {
    for (Protection protection : List.of(Protection.NONE, ESP)) {
      measure(OLD, levels(TunnelKind.GRE, LocalAddress.SET, protection), 20);
      measure(NEW, levels(TunnelKind.GRE, LocalAddress.SET, protection), 900);
    }
    assertThat(judged().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.factor()).isEmpty();
              assertThat(finding.cells()).hasSize(2);
              assertThat(finding.sentence())
                  .startsWith(
                      "Linux 2.6.32 (2.6.32-358.18.1.el6): gre, with and without ESP, carries 20.0"
                          + " Mbit/s, where other kernels carry 900 Mbit/s: no single factor");
            });
  }

  @Test
  void tellsOnceWhatIsSoOnEveryKernel() {
    for (String kernel : List.of(OLD, NEW)) {
      measure(kernel, bridged(Mtu.DEFAULT), ExampleSeries.silent(30, 0.1));
      measure(kernel, bridged(MTU), 900);
    }
    assertThat(judged().findings())
        .singleElement()
        .extracting(Finding::sentence)
        .isEqualTo(
            "Linux 2.6.32 (2.6.32-358.18.1.el6) and 6.1.176 (6.1.176-1): gretap bridged carries no"
                + " traffic at the MTU of 1462 that the kernel gives it: set the MTU to 1300 (900"
                + " Mbit/s here), at most 1462.");
  }

  @Test
  void comparesWithTheMedianOfTheOtherKernels() {
    Levels levels = levels(TunnelKind.IPIP, LocalAddress.SET, ESP);
    measure(OLD, levels, 150);
    measure(NEW, levels, 1000);
    measure(NEWER, levels, 60);
    ExperimentResult result = judged();
    assertThat(result.cells().stream().map(CellResult::verdict))
        .containsExactly(Verdict.MEASURED, Verdict.MEASURED, Verdict.SLOW);
    assertThat(result.trials().stream().map(TrialResult::verdict).flatMap(Optional::stream))
        .containsExactly(Verdict.MEASURED, Verdict.MEASURED, Verdict.SLOW);
  }

  @Test
  void callsExactlyAFifthNotSlow() {
    Levels levels = levels(TunnelKind.IPIP, LocalAddress.SET, ESP);
    measure(OLD, levels, 200);
    measure(NEW, levels, 1000);
    assertThat(judged().findings()).isEmpty();
  }

  @Test
  void callsNothingSlowOnOneKernel() {
    measure(OLD, levels(TunnelKind.IPIP, LocalAddress.SET, ESP), 1);
    measure(OLD, levels(TunnelKind.IPIP, LocalAddress.SET, Protection.NONE), 100);
    ExperimentResult result = judged();
    assertThat(result.findings()).isEmpty();
    assertThat(result.summary())
        .isEqualTo("Nothing can be called slow: no cell was measured on more than one kernel.");
    assertThat(result.cells().get(1).ratioToPlainTunnel()).hasValue(0.01);
  }

  @Test
  void neverCountsAFailedTrialAsSlow() {
    Failure failure =
        Failure.of(
            FailureKind.TUNNEL_SILENT,
            ExampleExperiment.trials(1).getFirst().pair().get(1),
            "the far end does not answer");
    Levels levels = levels(TunnelKind.IPIP, LocalAddress.SET, ESP);
    measure(OLD, levels, 1000);
    measure(NEW, levels, 1000);
    trials.set(0, ExampleExperiment.failed(trials.getFirst(), failure));
    ExperimentResult result = judged();
    assertThat(result.cells().getFirst())
        .satisfies(
            cell -> {
              assertThat(cell.verdict()).isEqualTo(Verdict.FAILED);
              assertThat(cell.medianMbitPerSecond()).isEmpty();
              assertThat(cell.measured()).isZero();
              assertThat(cell.trials()).isEqualTo(1);
            });
    assertThat(result.findings()).isEmpty();
    assertThat(result.summary()).endsWith(" 1 of 2 trials failed.");
  }

  @Test
  void saysThatNothingWasMeasured() {
    measure(OLD, levels(TunnelKind.IPIP, LocalAddress.SET, ESP), 1000);
    trials.set(0, ExampleExperiment.cancelled(trials.getFirst()));
    ExperimentResult result = judged();
    assertThat(result.summary()).isEqualTo("Nothing was measured. 1 of 1 trials were cancelled.");
    assertThat(result.trials().getFirst().verdict()).contains(Verdict.FAILED);
  }

  @Test
  void isUnsteadyWhereHalfTheTrialsAre() {
    Levels levels = levels(TunnelKind.IPIP, LocalAddress.SET, ESP);
    double[] falling = DoubleStream.iterate(1000, rate -> rate * 0.95).limit(30).toArray();
    measure(NEW, levels, 600);
    measure(NEW, levels, ExampleSeries.of(0.1, falling));
    assertThat(judged().cells().getFirst().verdict()).isEqualTo(Verdict.UNSTEADY);
  }

  private void measure(String kernel, Levels levels, double mbitPerSecond) {
    measure(
        kernel,
        levels,
        ExampleSeries.of(0.1, DoubleStream.generate(() -> mbitPerSecond).limit(30).toArray()));
  }

  private void measure(String kernel, Levels levels, List<SeriesPoint> samples) {
    trials.add(ExampleExperiment.trial(trials.size(), kernel, levels, samples));
  }

  private ExperimentResult judged() {
    return ExampleExperiment.judged(ExperimentState.DONE, trials);
  }

  private static Levels levels(TunnelKind tunnel, LocalAddress local, Protection protection) {
    return new Levels(tunnel, Levels.defaultInner(tunnel), local, protection, MTU);
  }

  private static Levels keyed(Mtu mtu) {
    return new Levels(TunnelKind.GRE, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, mtu)
        .with(new TunnelOptions(Ttl.DEFAULT, new TunnelKey("7"), PathMtuDiscovery.DEFAULT));
  }

  private static Levels bridged(Mtu mtu) {
    return new Levels(TunnelKind.GRETAP, InnerSide.BRIDGED, LocalAddress.SET, Protection.NONE, mtu);
  }
}
