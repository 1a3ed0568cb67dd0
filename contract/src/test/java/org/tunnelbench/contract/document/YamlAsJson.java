package org.tunnelbench.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML as any other tool would turn it into JSON. */
final class YamlAsJson {
  /** One of its own: that of the contract leaves nulls out. */
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private YamlAsJson() {}

  /** The JSON; absent where the text is no YAML, or its YAML has no JSON. */
  static Optional<JsonNode> read(String text) {
    try {
      Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return Optional.of(MAPPER.valueToTree(value));
    } catch (YAMLException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
