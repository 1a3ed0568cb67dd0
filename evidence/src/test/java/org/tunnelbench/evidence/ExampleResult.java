package org.tunnelbench.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.ExperimentFacts;
import org.tunnelbench.controller.analysis.ExperimentJudge;

/** One kernel whose gretap carries nothing at the MTU that the kernel gives it. */
final class ExampleResult {
  static final String DOCUMENT =
      """
      name: gretap default MTU
      blocks:
        - {tunnel: [gretap], inner: [direct], protection: [none, esp/null/hmac-md5],
           mtu: [default, 1300]}
      traffic: {tool: iperf3, seconds: 3, interval: 0.5}
      repetitions: 1
      seed: 42
      """;

  private static final ExperimentId ID = new ExperimentId("0123456789ab");
  private static final Instant SUBMITTED = Instant.parse("2026-11-22T09:30:00Z");
  private static final HostName FIRST = new HostName("linux-5.10-a");
  private static final HostName SECOND = new HostName("linux-5.10-b");
  private static final double INTERVAL = 0.5;
  private static final int SAMPLES = 6;

  private ExampleResult() {}

  static ExperimentResult of(String text) throws InvalidDocumentException {
    return of(text, levels -> samples(SAMPLES, INTERVAL, i -> isSilent(levels) ? 0 : 50_000_000L));
  }

  /** One kernel whose tunnels without {@code local} decay: nothing that a verdict tells of. */
  static ExperimentResult decaying() throws InvalidDocumentException {
    return of(
        """
        name: decay
        blocks: [{tunnel: [gretap], local: [set, omitted], protection: [none], mtu: [1300]}]
        traffic: {tool: iperf3, seconds: 40, interval: 1}
        """,
        levels ->
            samples(
                40,
                1,
                i ->
                    levels.local() == LocalAddress.SET
                        ? 50_000_000L + i
                        : Math.round(50_000_000L * Math.pow(0.5, i / 6.0))));
  }

  private static ExperimentResult of(String text, Function<Levels, List<SeriesPoint>> series)
      throws InvalidDocumentException {
    ExperimentDocument document = ExperimentDocuments.parse(text);
    List<TrialResult> trials = new ArrayList<>();
    for (Levels levels : document.cells()) {
      trials.add(trial(trials.size(), levels, series.apply(levels)));
    }
    return ExperimentJudge.judge(
        new ExperimentFacts(
            ID,
            document.name(),
            SUBMITTED,
            ExperimentState.DONE,
            ExperimentDocuments.toJson(document),
            List.of(status(FIRST, 1), status(SECOND, 2))),
        trials);
  }

  private static boolean isSilent(Levels levels) {
    return levels.mtu().equals(Mtu.DEFAULT);
  }

  private static TrialResult trial(int place, Levels levels, List<SeriesPoint> samples) {
    return new TrialResult(
        TrialId.of(ID, place),
        "5.10.46 (5.10.46-4)",
        List.of(FIRST, SECOND),
        levels.byFactor(),
        1,
        Outcome.MEASURED,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.of(isSilent(levels) ? 1476 : 1300),
        Optional.empty(),
        Optional.of(SUBMITTED.plusSeconds(place)),
        Optional.of(SUBMITTED.plusSeconds(place + 1L)),
        List.of(new HostOutcome(FIRST, true, List.of()), new HostOutcome(SECOND, true, List.of())),
        samples);
  }

  private static List<SeriesPoint> samples(int number, double interval, IntToLongFunction bytes) {
    List<SeriesPoint> samples = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      long received = bytes.applyAsLong(i);
      samples.add(
          new SeriesPoint(
              i * interval, interval, received, OptionalLong.of(received), OptionalLong.of(0)));
    }
    return samples;
  }

  private static HostStatus status(HostName host, int number) {
    return new HostStatus(
        host,
        HostCondition.AVAILABLE,
        "",
        Optional.of(
            new HostFacts(
                host,
                "5.10.46",
                "5.10.46-4",
                Map.of(
                    "ip", "ip utility, iproute2-6.1.0, libbpf 1.1.2",
                    "iperf3", "iperf 3.12 (cJSON 1.7.15)",
                    "ping", "busybox 1.35.0"),
                Set.of("ip_gre", "esp4"),
                Set.of(),
                List.of("gre0"),
                Map.of(),
                Ipv4Address.of(0x0a000000L + number),
                "vec0",
                1500,
                "")),
        SUBMITTED);
  }
}
