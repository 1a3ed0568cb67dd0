package org.tunnelbench.controller.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.Problem.Violation;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;

/** Finds the pairs of a fleet that a document selects. */
final class PairChoice {
  private final FleetDocument fleet;
  private final KnownHosts hosts;
  private final List<Violation> violations = new ArrayList<>();

  private PairChoice(FleetDocument fleet, KnownHosts hosts) {
    this.fleet = fleet;
    this.hosts = hosts;
  }

  /** The pairs, at least one, of whose hosts the facts are known. */
  static List<PairEntry> of(PairSelection selection, FleetDocument fleet, KnownHosts hosts)
      throws InvalidDocumentException {
    PairChoice choice = new PairChoice(fleet, hosts);
    List<PairEntry> pairs = choice.pairs(selection);
    pairs.stream()
        .flatMap(pair -> List.of(pair.sender(), pair.receiver()).stream())
        .distinct()
        .filter(host -> hosts.facts(host).isEmpty())
        .forEach(
            host ->
                choice.refuse(
                    fieldOf(selection), "host '%s' %s".formatted(host, hosts.whyUnknown(host))));
    ExperimentPlanner.refuseIfAny(choice.violations);
    return pairs;
  }

  private static String fieldOf(PairSelection selection) {
    return switch (selection) {
      case PairSelection.Everything everything -> "pairs";
      case PairSelection.ByKernel byKernel -> "kernels";
      case PairSelection.ByHosts byHosts -> "pairs";
      case PairSelection.ByLabels byLabels -> "labels";
    };
  }

  private List<PairEntry> pairs(PairSelection selection) {
    return switch (selection) {
      case PairSelection.Everything everything ->
          matching("pairs", pair -> true, "the fleet has no pairs: add pairs to its document");
      case PairSelection.ByKernel byKernel -> byKernel(byKernel.kernels());
      case PairSelection.ByHosts byHosts -> byHosts(byHosts.pairs());
      case PairSelection.ByLabels byLabels -> byLabels(byLabels.labels());
    };
  }

  private List<PairEntry> byKernel(List<String> kernels) {
    for (int i = 0; i < kernels.size(); i++) {
      String kernel = kernels.get(i);
      boolean known = fleet.hosts().stream().anyMatch(host -> runs(host.name(), kernel));
      boolean paired =
          fleet.pairs().stream()
              .anyMatch(pair -> runs(pair.sender(), kernel) || runs(pair.receiver(), kernel));
      if (!known) {
        refuse(
            "kernels[" + i + "]",
            "'%s' is the kernel of no host: %s".formatted(kernel, kernelsThereAre()));
      } else if (!paired) {
        refuse(
            "kernels[" + i + "]",
            "no host with kernel '%s' is part of a pair: add one to the fleet".formatted(kernel));
      }
    }
    return matching(
        "kernels",
        pair -> runsAny(pair.sender(), kernels) && runsAny(pair.receiver(), kernels),
        "no pair runs these kernels on both of its hosts: " + kernelsThereAre());
  }

  private boolean runsAny(HostName host, List<String> kernels) {
    return kernels.stream().anyMatch(kernel -> runs(host, kernel));
  }

  private boolean runs(HostName host, String kernel) {
    return hosts
        .facts(host)
        .filter(facts -> PairSelection.ByKernel.matches(kernel, facts.kernelRelease()))
        .isPresent();
  }

  private String kernelsThereAre() {
    String kernels =
        fleet.hosts().stream()
            .flatMap(host -> hosts.facts(host.name()).stream())
            .map(HostFacts::kernelRelease)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return kernels.isEmpty()
        ? "no host of the fleet was reached yet"
        : "the fleet's kernels are " + kernels;
  }

  private List<PairEntry> byHosts(List<PairSelection.ByHosts.Pair> wanted) {
    List<PairEntry> pairs = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      PairSelection.ByHosts.Pair pair = wanted.get(i);
      String field = "pairs[" + i + "]";
      boolean senderKnown = isHost(pair.sender(), field);
      boolean receiverKnown = isHost(pair.receiver(), field);
      Optional<PairEntry> entry = entry(pair);
      if (senderKnown && receiverKnown && entry.isEmpty()) {
        refuse(
            field, "%s is no pair of the fleet: its pairs are %s".formatted(pair, pairsThereAre()));
      }
      entry.ifPresent(pairs::add);
    }
    return pairs;
  }

  private boolean isHost(HostName name, String field) {
    boolean known = fleet.hosts().stream().anyMatch(host -> host.name().equals(name));
    if (!known) {
      refuse(
          field,
          "'%s' is no host of the fleet: its hosts are %s"
              .formatted(
                  name,
                  fleet.hosts().stream()
                      .map(host -> host.name().value())
                      .collect(Collectors.joining(", "))));
    }
    return known;
  }

  /** The fleet's pair of these two hosts, turned round where the document names them so. */
  private Optional<PairEntry> entry(PairSelection.ByHosts.Pair wanted) {
    return fleet.pairs().stream()
        .filter(
            pair ->
                (pair.sender().equals(wanted.sender()) && pair.receiver().equals(wanted.receiver()))
                    || (pair.sender().equals(wanted.receiver())
                        && pair.receiver().equals(wanted.sender())))
        .findFirst()
        .map(
            pair ->
                new PairEntry(
                    wanted.sender(), wanted.receiver(), pair.sharedResource(), pair.lossless()));
  }

  private String pairsThereAre() {
    String pairs =
        fleet.pairs().stream()
            .map(pair -> "[" + pair.sender() + ", " + pair.receiver() + "]")
            .collect(Collectors.joining(", "));
    return pairs.isEmpty() ? "none" : pairs;
  }

  private List<PairEntry> byLabels(Map<String, String> labels) {
    return matching(
        "labels",
        pair -> isLabelled(pair.sender(), labels) && isLabelled(pair.receiver(), labels),
        "no pair has hosts that both carry " + labels);
  }

  private boolean isLabelled(HostName name, Map<String, String> labels) {
    HostEntry host = fleet.host(name);
    return host.labels().entrySet().containsAll(labels.entrySet());
  }

  private List<PairEntry> matching(String field, Predicate<PairEntry> fits, String none) {
    List<PairEntry> pairs = fleet.pairs().stream().filter(fits).toList();
    if (pairs.isEmpty() && violations.isEmpty()) {
      refuse(field, none);
    }
    return pairs;
  }

  private void refuse(String field, String rule) {
    violations.add(ExperimentPlanner.violation(field, rule));
  }
}
