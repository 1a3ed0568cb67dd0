package org.tunnelbench.controller.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

/** Values that the tests of trials are made of. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final ExperimentId EXPERIMENT = new ExperimentId("0123456789ab");

  static final AttemptPlanner PLANNER =
      (document, trial, attempt, first, second) ->
          new AttemptPlanner.Ends(
              endpoint(trial.levels(), attempt, trial.pair().sender(), trial.pair().receiver(), 1),
              endpoint(trial.levels(), attempt, trial.pair().receiver(), trial.pair().sender(), 2),
              document.traffic());

  private Samples() {}

  static ExperimentDocument document() {
    try {
      return ExperimentDocuments.parse(
          """
          name: sample
          blocks:
            - {tunnel: [gretap, ipip], local: [set, omitted], protection: [none], mtu: [1300]}
          traffic: {tool: iperf3, seconds: 2, interval: 0.5}
          repetitions: 2
          seed: 7
          """);
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  /** One whose trials and repetitions end as soon as they are enough. */
  static ExperimentDocument adaptive() {
    try {
      return ExperimentDocuments.parse(
          """
          name: adaptive
          blocks:
            - {tunnel: [gretap, ipip], protection: [none], mtu: [1300]}
          traffic: {tool: iperf3, seconds: 6, interval: 0.5, precision: 5%, maxSeconds: 12}
          repetitions: 6
          """);
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  static HostName host(String name) {
    return new HostName(name);
  }

  static PairEntry pair(String first, String second, Optional<String> resource) {
    return new PairEntry(host(first), host(second), resource, true);
  }

  /** Every cell of the document on every pair, repetition by repetition. */
  static ExperimentRecord experiment(ExperimentId id, List<PairEntry> pairs, Instant now) {
    return experiment(document(), id, pairs, now);
  }

  static ExperimentRecord experiment(
      ExperimentDocument document, ExperimentId id, List<PairEntry> pairs, Instant now) {
    List<PlannedTrial> trials = new ArrayList<>();
    for (int repetition = 1; repetition <= document.repetitions(); repetition++) {
      for (Levels cell : document.cells()) {
        for (PairEntry pair : pairs) {
          trials.add(
              new PlannedTrial(
                  TrialId.of(id, trials.size()), pair, "6.1.0 test", cell, repetition));
        }
      }
    }
    return ExperimentRecord.submitted(id, document, "fingerprint", ExperimentPlan.of(trials), now);
  }

  static HostStatus available(HostName host, Instant now) {
    return new HostStatus(host, HostCondition.AVAILABLE, "", Optional.of(facts(host)), now);
  }

  static HostStatus unreachable(HostName host, Instant now) {
    return new HostStatus(
        host, HostCondition.UNREACHABLE, "connection refused", Optional.of(facts(host)), now);
  }

  static HostFacts facts(HostName host) {
    return new HostFacts(
        host,
        "6.1.0",
        "test",
        Map.of("ip", "6.1"),
        Set.of(),
        Set.of(),
        List.of(),
        Map.of(),
        new Ipv4Address("10.0.0.1"),
        "vec0",
        1500,
        "");
  }

  static TrafficSample sample(Attempt attempt, HostName host, End end, int index) {
    return sample(attempt, host, end, index, 0);
  }

  static TrafficSample sample(
      Attempt attempt, HostName host, End end, int index, long retransmits) {
    return new TrafficSample(
        attempt,
        host,
        end,
        index,
        index * 0.5,
        0.5,
        1_000_000,
        end == End.SENDER ? OptionalLong.of(retransmits) : OptionalLong.empty(),
        NOON);
  }

  private static EndpointSpec endpoint(
      Levels levels, Attempt attempt, HostName host, HostName peer, int number) {
    return new EndpointSpec(
        attempt,
        host,
        peer,
        levels,
        new Ipv4Address("10.0.0." + number),
        new Ipv4Address("10.0.0." + (3 - number)),
        Optional.of(Ipv4Network.parse("198.18.0." + number + "/30")),
        Optional.of(new Ipv4Address("198.18.0." + (3 - number))),
        Optional.empty(),
        Duration.ofSeconds(62));
  }
}
