package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.host.HostName;

/** Reads which pairs an experiment runs on: by kernels, by hosts or by labels, or on all. */
final class SelectionReader {
  private static final List<String> WAYS = List.of("kernels", "pairs", "labels");

  private SelectionReader() {}

  static Optional<PairSelection> read(Fields fields) {
    List<String> present = fields.present(WAYS);
    if (present.isEmpty()) {
      return Optional.of(new PairSelection.Everything());
    }
    for (String other : present.subList(1, present.size())) {
      fields
          .get(other)
          .ifPresent(
              place ->
                  place.refuse(
                      "stands beside %s: choose one of kernels, pairs and labels"
                          .formatted(present.get(0))));
    }
    Optional<PairSelection> kernels = fields.get("kernels").flatMap(SelectionReader::kernels);
    Optional<PairSelection> pairs = fields.get("pairs").flatMap(SelectionReader::pairs);
    Optional<PairSelection> labels = fields.get("labels").flatMap(SelectionReader::labels);
    return kernels.or(() -> pairs).or(() -> labels);
  }

  private static Optional<PairSelection> kernels(Place place) {
    List<Place> entries = place.listOrOne("kernels").orElse(List.of());
    List<String> kernels = new ArrayList<>();
    for (Place entry : entries) {
      entry
          .text(text -> new PairSelection.ByKernel(List.of(text)).kernels().get(0))
          .ifPresent(kernel -> addOnce(entry, kernel, kernels));
    }
    return whole(place, entries, kernels).map(PairSelection.ByKernel::new);
  }

  private static Optional<PairSelection> pairs(Place place) {
    List<Place> entries = place.list("pairs, such as pairs: [[a, b]]").orElse(List.of());
    List<PairSelection.ByHosts.Pair> pairs = new ArrayList<>();
    for (Place entry : entries) {
      pair(entry).ifPresent(pair -> addOnce(entry, pair, pairs));
    }
    return whole(place, entries, pairs).map(PairSelection.ByHosts::new);
  }

  private static Optional<PairSelection.ByHosts.Pair> pair(Place place) {
    return hosts(place)
        .flatMap(
            hosts ->
                place.attempt(
                    hosts.get(0) + " twice",
                    () -> new PairSelection.ByHosts.Pair(hosts.get(0), hosts.get(1))));
  }

  /** The two names of a pair, the sender's first. */
  static Optional<List<HostName>> hosts(Place place) {
    Optional<List<Place>> places = place.list("two hosts, the sender first");
    if (places.isPresent() && places.get().size() != 2) {
      place.refuse(
          "names %d hosts: write two, the sender first, as [a, b]".formatted(places.get().size()));
      return Optional.empty();
    }
    List<HostName> hosts =
        places.orElse(List.of()).stream()
            .flatMap(host -> host.text(HostName::new).stream())
            .toList();
    return hosts.size() == 2 ? Optional.of(hosts) : Optional.empty();
  }

  private static Optional<PairSelection> labels(Place place) {
    return words(place)
        .flatMap(words -> place.attempt("the mapping", () -> new PairSelection.ByLabels(words)));
  }

  /** Labels: words by words. */
  static Optional<Map<String, String>> words(Place place) {
    Optional<Map<String, Place>> entries =
        Fields.entries(place, "a mapping of labels, such as {site: basement}");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> words = new LinkedHashMap<>();
    entries.get().forEach((name, value) -> value.text().ifPresent(word -> words.put(name, word)));
    return words.size() == entries.get().size() ? Optional.of(words) : Optional.empty();
  }

  private static <T> void addOnce(Place place, T value, List<T> values) {
    if (values.contains(value)) {
      place.refuse(Place.quote(value.toString()) + " stands a second time: name each once");
    } else {
      values.add(value);
    }
  }

  private static <T> Optional<List<T>> whole(Place place, List<Place> entries, List<T> values) {
    if (entries.size() > PairSelection.MOST_SELECTED) {
      place.refuse(
          "has %d entries: write at most %d"
              .formatted(entries.size(), PairSelection.MOST_SELECTED));
      return Optional.empty();
    }
    return values.isEmpty() || values.size() != entries.size()
        ? Optional.empty()
        : Optional.of(values);
  }
}
