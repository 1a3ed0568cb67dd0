package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields of a mapping in a document: each known, each there once. */
final class Fields {
  private final Place place;
  private final Map<String, Place> byName;

  private Fields(Place place, Map<String, Place> byName) {
    this.place = place;
    this.byName = byName;
  }

  /** The fields; absent where the value is no mapping. Unknown fields are noted and left out. */
  static Optional<Fields> of(Place place, String what, List<String> known) {
    return entries(place, "a mapping with the fields " + String.join(", ", known))
        .map(
            entries -> {
              Map<String, Place> fields = new LinkedHashMap<>();
              entries.forEach(
                  (name, value) -> {
                    if (known.contains(name)) {
                      fields.put(name, value);
                    } else {
                      refuseUnknown(place, what, known, name, value);
                    }
                  });
              return new Fields(place, fields);
            });
  }

  private static void refuseUnknown(
      Place place, String what, List<String> known, String name, Place value) {
    String meant =
        Spelling.nearest(name, known)
            .map(word -> "did you mean " + word + "?")
            .orElse("the fields are " + String.join(", ", known));
    place
        .violations()
        .add(
            keyLine(place, name),
            value.path(),
            "%s is no field of %s: %s".formatted(Place.quote(name), what, meant));
  }

  /** The entries of a mapping whose keys may be any words; absent where the value is no mapping. */
  static Optional<Map<String, Place>> entries(Place place, String what) {
    if (!(place.node() instanceof MappingNode mapping)) {
      place.refuse("must be %s, and is %s".formatted(what, place.quoted()));
      return Optional.empty();
    }
    Map<String, Place> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        String path = place.pathOf(key.getValue());
        Place value = new Place(path, entry.getValueNode(), place.violations());
        if (entries.putIfAbsent(key.getValue(), value) != null) {
          refuse(place, key, path, "stands a second time: write each field once");
        }
      } else {
        refuse(place, entry.getKeyNode(), "document", "must have plain words as its fields");
      }
    }
    return Optional.of(entries);
  }

  private static void refuse(Place place, Node key, String path, String rule) {
    place.violations().add(key.getStartMark().getLine() + 1, path, rule);
  }

  private static int keyLine(Place place, String name) {
    return ((MappingNode) place.node())
        .getValue().stream()
            .map(NodeTuple::getKeyNode)
            .filter(key -> key instanceof ScalarNode scalar && scalar.getValue().equals(name))
            .findFirst()
            .map(key -> key.getStartMark().getLine() + 1)
            .orElseGet(place::line);
  }

  /** The field, where the document has it. */
  Optional<Place> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The field, whose absence is noted. */
  Optional<Place> required(String name, String example) {
    Optional<Place> field = get(name);
    if (field.isEmpty()) {
      place.violations().add(place.line(), place.pathOf(name), "is missing: write " + example);
    }
    return field;
  }

  /** The one of the names that the document has; others beside it are noted. */
  Optional<String> choice(List<String> names) {
    List<String> present = present(names);
    for (String other : present.subList(Math.min(1, present.size()), present.size())) {
      get(other)
          .ifPresent(
              value ->
                  value.refuse(
                      "stands beside %s: choose one of %s and %s"
                          .formatted(
                              present.getFirst(),
                              String.join(", ", names.subList(0, names.size() - 1)),
                              names.getLast())));
    }
    return present.stream().findFirst();
  }

  /** A truth value, false where the document has none. */
  Optional<Boolean> truth(String name) {
    return get(name).map(Place::truth).orElse(Optional.of(false));
  }

  /** Those of the names that the document has, in the order given. */
  List<String> present(List<String> names) {
    List<String> present = new ArrayList<>(names);
    present.retainAll(byName.keySet());
    return present;
  }

  /** Where the mapping itself stands. */
  Place place() {
    return place;
  }
}
