package org.tunnelbench.controller.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.ExperimentFacts;
import org.tunnelbench.controller.analysis.ExperimentJudge;

/**
 * The demonstration on four kernels, 48 cells, with speeds as they were measured on such guests:
 * 5.10.46 carries nothing through a gretap at the MTU that it gives it.
 */
public final class ExampleExperiment {
  /** The experiment's id. */
  public static final ExperimentId ID = new ExperimentId("0123456789ab");

  /** When it was submitted. */
  public static final Instant SUBMITTED = Instant.parse("2026-11-22T09:30:00Z");

  private static final int SAMPLES = 30;
  private static final double INTERVAL = 0.1;
  private static final Protection ESP = Protection.parse("esp/null/hmac-md5");

  private static final Map<String, Double> PLAIN = new LinkedHashMap<>();
  private static final Map<String, Double> PROTECTED = new LinkedHashMap<>();

  static {
    PLAIN.put("5.10.46 (5.10.46-4)", 1910.0);
    PLAIN.put("6.1.176 (6.1.176-1)", 1930.0);
    PLAIN.put("6.12.101 (6.12.101-1)", 1790.0);
    PLAIN.put("7.2.7 (7.2.7-1)", 1640.0);
    PROTECTED.put("5.10.46 (5.10.46-4)", 1397.0);
    PROTECTED.put("6.1.176 (6.1.176-1)", 854.0);
    PROTECTED.put("6.12.101 (6.12.101-1)", 1171.0);
    PROTECTED.put("7.2.7 (7.2.7-1)", 1154.0);
  }

  private ExampleExperiment() {}

  /** Everything measured. */
  public static ExperimentResult measured(long seed) {
    return judged(ExperimentState.DONE, trials(seed));
  }

  /** The same, each trial changed by {@code change} before it is judged. */
  public static ExperimentResult changed(
      long seed, ExperimentState state, UnaryOperator<TrialResult> change) {
    return judged(state, trials(seed).stream().map(change).toList());
  }

  /** Judges these trials as those of the experiment. */
  public static ExperimentResult judged(ExperimentState state, List<TrialResult> trials) {
    return ExperimentJudge.judge(
        new ExperimentFacts(ID, "demo", SUBMITTED, state, document(), hosts()), trials);
  }

  /** The 48 trials as they are recorded, not yet judged. */
  public static List<TrialResult> trials(long seed) {
    Random random = new Random(seed);
    List<TrialResult> trials = new ArrayList<>();
    for (Levels levels : cells()) {
      for (String kernel : PLAIN.keySet()) {
        int place = trials.size();
        trials.add(trial(place, kernel, levels, series(random, kernel, levels)));
      }
    }
    return trials;
  }

  /** A trial that failed with {@code failure}, its second host not proved clean. */
  public static TrialResult failed(TrialResult trial, Failure failure) {
    return withOutcome(
        trial,
        Outcome.FAILED,
        Optional.of(failure),
        List.of(
            new HostOutcome(trial.pair().get(0), true, List.of()),
            new HostOutcome(trial.pair().get(1), false, List.of("link tb0 is still there"))));
  }

  /** A trial that was cancelled before it began. */
  public static TrialResult cancelled(TrialResult trial) {
    return withOutcome(trial, Outcome.CANCELLED, Optional.empty(), List.of());
  }

  private static TrialResult withOutcome(
      TrialResult trial, Outcome state, Optional<Failure> failure, List<HostOutcome> hosts) {
    return new TrialResult(
        trial.id(),
        trial.kernel(),
        trial.pair(),
        trial.levels(),
        trial.repetition(),
        state,
        Optional.empty(),
        OptionalDouble.empty(),
        trial.mtu(),
        failure,
        trial.startedAt(),
        trial.endedAt(),
        hosts,
        List.of());
  }

  /** A measured trial that left both hosts clean. */
  public static TrialResult trial(
      int place, String kernel, Levels levels, List<SeriesPoint> samples) {
    List<HostName> pair = List.of(host(kernel, "a"), host(kernel, "b"));
    Instant start = SUBMITTED.plusSeconds(5L * place);
    return new TrialResult(
        TrialId.of(ID, place),
        kernel,
        pair,
        levels.byFactor(),
        1,
        Outcome.MEASURED,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.of(mtu(kernel, levels)),
        Optional.empty(),
        Optional.of(start),
        Optional.of(start.plusMillis(4200)),
        pair.stream().map(name -> new HostOutcome(name, true, List.of())).toList(),
        samples);
  }

  private static List<Levels> cells() {
    List<Levels> cells = new ArrayList<>();
    for (TunnelKind tunnel : List.of(TunnelKind.GRETAP, TunnelKind.IPIP)) {
      for (LocalAddress local : LocalAddress.values()) {
        for (Protection protection : List.of(Protection.NONE, ESP)) {
          cells.add(
              new Levels(
                  tunnel, Levels.defaultInner(tunnel), local, protection, new Mtu.Fixed(1300)));
        }
      }
    }
    for (Protection protection : List.of(Protection.NONE, ESP)) {
      for (Mtu mtu : List.of(Mtu.DEFAULT, new Mtu.Fixed(1300))) {
        cells.add(
            new Levels(TunnelKind.GRETAP, InnerSide.DIRECT, LocalAddress.SET, protection, mtu));
      }
    }
    return cells;
  }

  private static List<SeriesPoint> series(Random random, String kernel, Levels levels) {
    if (isFaulty(kernel, levels)) {
      return ExampleSeries.silent(SAMPLES, INTERVAL);
    }
    double level =
        (levels.isProtected() ? PROTECTED : PLAIN).getOrDefault(kernel, 1000.0)
            * (levels.mtu().equals(Mtu.DEFAULT) ? 1.2 : 1)
            * (levels.tunnel() == TunnelKind.IPIP ? 1.08 : 1)
            * (0.97 + 0.06 * random.nextDouble());
    return ExampleSeries.shaped(
        random, SAMPLES, INTERVAL, 0.09, seconds -> level * (1 - 0.5 * Math.exp(-seconds / 0.08)));
  }

  private static boolean isFaulty(String kernel, Levels levels) {
    return kernel.startsWith("5.10.46")
        && levels.tunnel() == TunnelKind.GRETAP
        && levels.inner() == InnerSide.DIRECT
        && levels.mtu().equals(Mtu.DEFAULT);
  }

  private static int mtu(String kernel, Levels levels) {
    return switch (levels.mtu()) {
      case Mtu.Fixed fixed -> fixed.bytes();
      case Mtu.KernelDefault given -> isFaulty(kernel, levels) ? 1476 : 1462;
    };
  }

  private static HostName host(String kernel, String end) {
    return new HostName("linux-" + kernel.replaceAll("^([0-9]+\\.[0-9]+).*", "$1") + "-" + end);
  }

  private static List<HostStatus> hosts() {
    List<HostStatus> hosts = new ArrayList<>();
    int number = 1;
    for (String kernel : PLAIN.keySet()) {
      for (String end : List.of("a", "b")) {
        hosts.add(
            new HostStatus(
                host(kernel, end),
                HostCondition.AVAILABLE,
                "",
                Optional.of(facts(kernel, end, number++)),
                SUBMITTED.plusSeconds(300)));
      }
    }
    return hosts;
  }

  private static HostFacts facts(String kernel, String end, int number) {
    String release = kernel.substring(0, kernel.indexOf(' '));
    String build = kernel.substring(kernel.indexOf('(') + 1, kernel.length() - 1);
    return new HostFacts(
        host(kernel, end),
        release,
        build,
        Map.of(
            "ip", "ip utility, iproute2-6.1.0, libbpf 1.1.2",
            "iperf3", "iperf 3.12 (cJSON 1.7.15)",
            "ping", "busybox 1.35.0"),
        Set.of("ip_gre", "ipip", "esp4", "veth", "bridge"),
        Set.of("ip_gre", "ipip", "esp4"),
        List.of("gre0", "gretap0", "erspan0", "tunl0"),
        Map.of("hmac(md5)", "hmac(md5-generic)", "ecb(cipher_null)", "ecb-cipher_null"),
        Ipv4Address.of(0x0a000000L + number),
        "vec0",
        1500,
        "bm90IGEga2V5");
  }

  private static JsonNode document() {
    return Json.MAPPER.valueToTree(
        Map.of(
            "name",
            "demo",
            "traffic",
            Map.of("tool", "iperf3", "seconds", 3, "interval", 0.1, "streams", 1),
            "repetitions",
            1,
            "seed",
            42));
  }
}
