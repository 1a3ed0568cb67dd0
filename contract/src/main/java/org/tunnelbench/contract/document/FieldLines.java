package org.tunnelbench.contract.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tunnelbench.contract.api.Problem.Violation;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in a document's text its fields stand. */
final class FieldLines {
  private final Map<String, Integer> byPath = new HashMap<>();

  private FieldLines() {}

  /** The lines of a document that was read before without an error. */
  static FieldLines of(String text) {
    FieldLines lines = new FieldLines();
    YamlTree.read(text, new Violations()).ifPresent(lines::note);
    return lines;
  }

  private void note(Place place) {
    byPath.put(place.path(), place.line());
    switch (place.node()) {
      case MappingNode mapping -> {
        for (NodeTuple entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key) {
            note(place.child(place.pathOf(key.getValue()), entry.getValueNode()));
          }
        }
      }
      case SequenceNode sequence -> {
        List<Node> entries = sequence.getValue();
        for (int i = 0; i < entries.size(); i++) {
          note(place.child(place.path() + "[" + i + "]", entries.get(i)));
        }
      }
      default -> {}
    }
  }

  /** The violation with its line: that of the nearest field around it that the document has. */
  Violation locate(Violation violation) {
    String path = violation.field();
    while (!path.isEmpty() && !byPath.containsKey(path)) {
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
    int line = byPath.getOrDefault(path, 1);
    return new Violation(OptionalInt.of(line), violation.field(), violation.rule());
  }
}
