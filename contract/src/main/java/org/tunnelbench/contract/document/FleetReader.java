package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;

/** Reads a fleet: its hosts, and the pairs that they form. */
final class FleetReader {
  private final Fields fields;

  /** The line of each name that is already taken. */
  private final Map<HostName, Integer> lines = new HashMap<>();

  private final Map<HostName, Ipv4Address> underlays = new HashMap<>();

  private FleetReader(Fields fields) {
    this.fields = fields;
  }

  /** The fleet; absent where a violation was noted. */
  static Optional<FleetDocument> read(Place root) {
    return root.fields("a fleet", "hosts", "pairs")
        .flatMap(fields -> new FleetReader(fields).fleet());
  }

  private Optional<FleetDocument> fleet() {
    List<HostEntry> hosts = hosts();
    List<PairEntry> pairs = pairs();
    return fields.place().violations().isEmpty()
        ? Optional.of(new FleetDocument(hosts, pairs))
        : Optional.empty();
  }

  private List<HostEntry> hosts() {
    Optional<Place> field = fields.required("hosts", "hosts: and a list of hosts");
    List<HostEntry> hosts = new ArrayList<>();
    for (Place place :
        field.flatMap(value -> value.list("hosts", FleetDocument.MOST_HOSTS)).orElse(List.of())) {
      place
          .fields("a host", HostReader.FIELDS)
          .flatMap(host -> new HostReader(host, this::take).host())
          .ifPresent(hosts::add);
    }
    hosts.forEach(host -> underlays.put(host.name(), host.underlay()));
    return hosts;
  }

  private void take(Place place, HostName name) {
    Integer line = lines.putIfAbsent(name, place.line());
    if (line != null) {
      place.refuse(
          "'%s' is the name of the host at line %d too: give each its own".formatted(name, line));
    }
  }

  private List<PairEntry> pairs() {
    List<PairEntry> pairs = new ArrayList<>();
    List<Place> places =
        fields
            .get("pairs")
            .flatMap(place -> place.list("pairs", FleetDocument.MOST_PAIRS))
            .orElse(List.of());
    for (Place place : places) {
      Optional<PairEntry> pair = pair(place);
      boolean listed =
          pair.isPresent()
              && pairs.stream()
                  .anyMatch(
                      other ->
                          other.sender().equals(pair.get().sender())
                              && other.receiver().equals(pair.get().receiver()));
      if (listed) {
        place.refuse("stands a second time: write each pair once");
      } else {
        pair.ifPresent(pairs::add);
      }
    }
    return pairs;
  }

  private Optional<PairEntry> pair(Place place) {
    if (place.isList()) {
      return pair(place, Optional.of(place), Optional.empty(), false);
    }
    return place
        .fields("a pair", "hosts", "sharedResource", "lossless")
        .flatMap(
            pair ->
                pair(
                    place,
                    pair.required("hosts", "hosts: [a, b]"),
                    pair.get("sharedResource")
                        .flatMap(shared -> shared.textWith(PairEntry::requireSharedResource)),
                    pair.truth("lossless").orElse(false)));
  }

  private Optional<PairEntry> pair(
      Place place, Optional<Place> hosts, Optional<String> sharedResource, boolean lossless) {
    Optional<List<HostName>> names = hosts.flatMap(SelectionReader::hosts);
    names.ifPresent(both -> both.forEach(name -> refuseUnknown(place, name)));
    names.ifPresent(both -> refuseOneAddress(place, both.get(0), both.get(1)));
    return names.flatMap(
        both ->
            place.attempt(
                Place.quote(both.get(0) + ", " + both.get(1)),
                () -> new PairEntry(both.get(0), both.get(1), sharedResource, lossless)));
  }

  private void refuseUnknown(Place place, HostName name) {
    List<String> known = lines.keySet().stream().map(HostName::value).sorted().toList();
    if (!known.isEmpty() && !lines.containsKey(name)) {
      place.refuse(
          "'%s' is no host of this fleet: name one of its hosts%s"
              .formatted(name, Place.didYouMean(name.value(), known)));
    }
  }

  private void refuseOneAddress(Place place, HostName sender, HostName receiver) {
    boolean same =
        !sender.equals(receiver)
            && underlays.containsKey(sender)
            && underlays.get(sender).equals(underlays.get(receiver));
    if (same) {
      place.refuse(
          "%s and %s have the same underlay address: give each its own"
              .formatted(Place.quote(sender.value()), Place.quote(receiver.value())));
    }
  }
}
