package org.tunnelbench.deploy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.yaml.snakeyaml.Yaml;

/** Objects as {@code kubectl kustomize} renders them. */
public final class Rendered {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Rendered() {}

  /**
   * The objects of a folder that holds a kustomization.
   *
   * @throws LabException where it cannot be rendered, with why
   */
  public static List<JsonNode> objects(Path kustomization)
      throws IOException, LabException, InterruptedException {
    StepResult said =
        LocalProcess.run(LocalCommand.of("kubectl", "kustomize", kustomization.toString()), LIMIT);
    if (!said.succeeded()) {
      throw new LabException(kustomization + ": " + said.stderr().strip());
    }
    return parse(said.stdout());
  }

  /** The objects of a text of several documents. */
  public static List<JsonNode> parse(String yaml) {
    List<JsonNode> objects = new ArrayList<>();
    for (Object each : new Yaml().loadAll(yaml)) {
      objects.add(Json.MAPPER.valueToTree(each));
    }
    return objects;
  }
}
