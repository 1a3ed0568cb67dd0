package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;

/** Reads which pairs an experiment runs on: by kernels, by hosts or by labels, or on all. */
final class SelectionReader {
  private static final List<String> WAYS = List.of("kernels", "pairs", "labels");

  /** Longer lists are not counted out in the message that refuses them. */
  private static final int MOST_HOSTS_READ = 100;

  private SelectionReader() {}

  static Optional<PairSelection> read(Fields fields) {
    if (fields.choice(WAYS).isEmpty()) {
      return Optional.of(new PairSelection.Everything());
    }
    Optional<PairSelection> kernels = fields.get("kernels").flatMap(SelectionReader::kernels);
    Optional<PairSelection> pairs = fields.get("pairs").flatMap(SelectionReader::pairs);
    Optional<PairSelection> labels = fields.get("labels").flatMap(SelectionReader::labels);
    return kernels.or(() -> pairs).or(() -> labels);
  }

  private static Optional<PairSelection> kernels(Place place) {
    List<Place> entries = place.listOrOne("kernels", PairSelection.MOST_SELECTED).orElse(List.of());
    List<String> kernels = new ArrayList<>();
    for (Place entry : entries) {
      entry
          .text(text -> new PairSelection.ByKernel(List.of(text)).kernels().get(0))
          .ifPresent(kernel -> addOnce(entry, kernel, kernels));
    }
    return whole(entries, kernels).map(PairSelection.ByKernel::new);
  }

  private static Optional<PairSelection> pairs(Place place) {
    List<Place> entries =
        place.list("pairs, such as [a, b]", PairSelection.MOST_SELECTED).orElse(List.of());
    List<PairSelection.ByHosts.Pair> pairs = new ArrayList<>();
    for (Place entry : entries) {
      pair(entry).ifPresent(pair -> addOnce(entry, pair, pairs));
    }
    return whole(entries, pairs).map(PairSelection.ByHosts::new);
  }

  private static Optional<PairSelection.ByHosts.Pair> pair(Place place) {
    return hosts(place)
        .flatMap(
            hosts ->
                place.attempt(
                    Place.quote(hosts.get(0) + ", " + hosts.get(1)),
                    () -> new PairSelection.ByHosts.Pair(hosts.get(0), hosts.get(1))));
  }

  /** The two names of a pair, the sender's first. */
  static Optional<List<HostName>> hosts(Place place) {
    Optional<List<Place>> places = place.list("hosts", MOST_HOSTS_READ);
    int named = places.map(List::size).orElse(2);
    if (named != 2) {
      place.refuse(
          "names %d host%s: write two, the sender first, as [a, b]"
              .formatted(named, named == 1 ? "" : "s"));
      return Optional.empty();
    }
    List<HostName> hosts =
        places.orElse(List.of()).stream()
            .flatMap(host -> host.text(HostName::new).stream())
            .toList();
    return hosts.size() == 2 ? Optional.of(hosts) : Optional.empty();
  }

  private static Optional<PairSelection> labels(Place place) {
    Optional<Map<String, String>> words = words(place);
    if (words.isPresent() && words.get().isEmpty()) {
      place.refuse("has no label: write at least one, or leave the field out");
      return Optional.empty();
    }
    return words.map(PairSelection.ByLabels::new);
  }

  /** Labels: words by words. */
  static Optional<Map<String, String>> words(Place place) {
    Optional<Map<String, Place>> entries =
        Fields.entries(place, "a mapping of labels, such as {site: basement}");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> words = new LinkedHashMap<>();
    entries
        .get()
        .forEach((name, value) -> word(name, value).ifPresent(word -> words.put(name, word)));
    if (entries.get().size() > HostEntry.MOST_LABELS) {
      place.refuse(
          "has %d labels: write at most %d".formatted(entries.get().size(), HostEntry.MOST_LABELS));
    }
    return words.size() == entries.get().size() && words.size() <= HostEntry.MOST_LABELS
        ? Optional.of(words)
        : Optional.empty();
  }

  private static Optional<String> word(String name, Place value) {
    return value
        .attempt(
            Place.quote(name),
            () -> {
              HostEntry.requireLabelWord(name);
              return name;
            })
        .flatMap(good -> value.textWith(HostEntry::requireLabelWord));
  }

  private static <T> void addOnce(Place place, T value, List<T> values) {
    if (values.contains(value)) {
      place.refuse(Place.quote(value.toString()) + " stands a second time: name each once");
    } else {
      values.add(value);
    }
  }

  private static <T> Optional<List<T>> whole(List<Place> entries, List<T> values) {
    return values.isEmpty() || values.size() != entries.size()
        ? Optional.empty()
        : Optional.of(values);
  }
}
