package org.tunnelbench.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;

/**
 * How large a fleet is, and how much it measures.
 *
 * @param hosts at least two for each pair
 * @param pairs which measure side by side; the first one is left to experiments of one trial
 * @param trials over all other pairs; each has each cell at least once
 */
record FleetSize(int hosts, int pairs, int trials) {
  /** Cells of each experiment. */
  static final int CELLS = 2;

  private static final int HOSTS_OF_A_NETWORK = 250;
  private static final int LEAST_FOR_TENTH = 20;

  /** The label of the hosts that the large experiments are for. */
  private static final Map<String, String> BULK = Map.of("for", "bulk");

  FleetSize {
    InvalidValueException.unless(
        hosts >= 2 && hosts <= FleetDocument.MOST_HOSTS,
        "--hosts",
        hosts,
        "must be from 2 to " + FleetDocument.MOST_HOSTS);
    InvalidValueException.unless(
        pairs >= 2 && pairs <= FleetDocument.MOST_PAIRS && 2 * pairs <= hosts,
        "--pairs",
        pairs,
        "must be from 2 to %d, and at most half of the hosts".formatted(FleetDocument.MOST_PAIRS));
    InvalidValueException.unless(
        trials >= CELLS * pairs, "--trials", trials, "must be at least two for each pair");
  }

  /** A tenth of it, where that is a fleet. */
  Optional<FleetSize> tenth() {
    return pairs < LEAST_FOR_TENTH
        ? Optional.empty()
        : Optional.of(
            new FleetSize(
                Math.max(2, hosts / 10), pairs / 10, Math.max(CELLS * pairs / 10, trials / 10)));
  }

  /** The document of its hosts and pairs. */
  FleetDocument fleet() {
    List<HostEntry> entries = new ArrayList<>();
    List<PairEntry> listed = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      int network = host / HOSTS_OF_A_NETWORK;
      entries.add(
          new HostEntry(
              name(host),
              HostKind.LOCAL,
              new Ipv4Address(
                  "10.9.%d.%d".formatted(network, 1 + host - network * HOSTS_OF_A_NETWORK)),
              Optional.empty(),
              Optional.empty(),
              host < 2 ? Map.of() : BULK));
    }
    for (int pair = 0; pair < pairs; pair++) {
      listed.add(new PairEntry(name(2 * pair), name(2 * pair + 1), Optional.empty()));
    }
    return new FleetDocument(entries, listed);
  }

  private static HostName name(int number) {
    return new HostName("host-%04d".formatted(number));
  }

  /** The experiments whose trials are together at least as many. */
  List<String> documents() {
    int each = CELLS * (pairs - 1);
    int mostRepetitions =
        Math.min(ExperimentDocument.MOST_REPETITIONS, ExperimentDocument.MOST_TRIALS / each);
    int left = (trials + each - 1) / each;
    List<String> documents = new ArrayList<>();
    while (left > 0) {
      int repetitions = Math.min(mostRepetitions, left);
      documents.add(
          """
          name: part %d
          labels: {for: bulk}
          blocks:
            - {tunnel: [gretap, ipip], protection: [none], mtu: [1300]}
          traffic: {tool: iperf3, seconds: 1, interval: 0.5}
          repetitions: %d
          """
              .formatted(documents.size() + 1, repetitions));
      left -= repetitions;
    }
    return List.copyOf(documents);
  }

  /** How many trials they are. */
  int planned() {
    int each = CELLS * (pairs - 1);
    return (trials + each - 1) / each * each;
  }

  /** An experiment of one trial, on the first pair. */
  String single() {
    return """
        name: single
        pairs: [[%s, %s]]
        blocks:
          - {tunnel: [gretap], protection: [none], mtu: [1300]}
        traffic: {tool: iperf3, seconds: 1, interval: 0.5}
        repetitions: 1
        """
        .formatted(name(0), name(1));
  }
}
