package org.tunnelbench.deploy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.lab.LabException;

/**
 * Makes of manifests what a server takes that is older than they are, and says what it takes away.
 *
 * @param version of the server
 */
public record OldServer(String version, Kinds kinds) {
  /** Of Kubernetes 1.22 and newer. */
  private static final String ONE_POD = "ReadWriteOncePod";

  private static final String ONE_NODE = "ReadWriteOnce";

  /** What a server knows. */
  @FunctionalInterface
  public interface Kinds {
    boolean knows(String apiVersion, String kind) throws LabException, InterruptedException;
  }

  /**
   * What the server takes.
   *
   * @param objects in the order of the manifests
   * @param changes what was left out or changed, a sentence each
   */
  public record Taken(List<JsonNode> objects, List<String> changes) {
    public Taken {
      objects = List.copyOf(objects);
      changes = List.copyOf(changes);
    }
  }

  /** Leaves the objects as they are, and answers what the server takes of them. */
  public Taken take(List<JsonNode> objects) throws LabException, InterruptedException {
    List<JsonNode> taken = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (JsonNode object : objects) {
      String apiVersion = object.path("apiVersion").asText();
      String kind = object.path("kind").asText();
      String name = kind + " " + object.at("/metadata/name").asText();
      if (kinds.knows(apiVersion, kind)) {
        taken.add(withKnownModes(object.deepCopy(), name, changes));
      } else {
        changes.add(
            "%s is left out: Kubernetes %s has no %s of %s"
                .formatted(name, version, kind, apiVersion));
      }
    }
    return new Taken(taken, changes);
  }

  private JsonNode withKnownModes(JsonNode object, String name, List<String> changes) {
    for (JsonNode modes : object.findValues("accessModes")) {
      ArrayNode list = (ArrayNode) modes;
      for (int index = 0; index < list.size(); index++) {
        if (list.get(index).asText().equals(ONE_POD)) {
          list.set(index, TextNode.valueOf(ONE_NODE));
          changes.add(
              "%s asks for %s instead of %s, which Kubernetes %s does not know"
                  .formatted(name, ONE_NODE, ONE_POD, version));
        }
      }
    }
    return object;
  }
}
