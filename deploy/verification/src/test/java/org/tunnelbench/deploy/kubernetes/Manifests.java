package org.tunnelbench.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.deploy.cluster.Rendered;

/** The manifests of {@code deploy/kubernetes}, as {@code kubectl kustomize} renders them. */
final class Manifests {
  private static final Path FOLDER = Repository.ROOT.resolve("deploy/kubernetes");

  private Manifests() {}

  /** Every folder that can be rendered. */
  static List<Path> kustomizations() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().equals("kustomization.yaml"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  /** The objects of one. */
  static List<JsonNode> render(Path kustomization) throws Exception {
    return Rendered.objects(kustomization);
  }

  /** The objects of one overlay. */
  static List<JsonNode> overlay(String name) throws Exception {
    return render(FOLDER.resolve("overlays").resolve(name));
  }

  static String name(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }
}
