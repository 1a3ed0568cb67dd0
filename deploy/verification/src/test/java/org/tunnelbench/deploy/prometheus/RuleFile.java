package org.tunnelbench.deploy.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.deploy.Repository;
import org.yaml.snakeyaml.Yaml;

/** The rules of {@code deploy/prometheus}. */
public final class RuleFile {
  public static final Path FOLDER = Repository.ROOT.resolve("deploy/prometheus");
  public static final Path RULES = FOLDER.resolve("tunnelbench.rules.yml");
  public static final Path TESTS = FOLDER.resolve("tunnelbench.test.yml");

  private RuleFile() {}

  /** Every rule. */
  static List<Map<String, Object>> rules() throws IOException {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (Map<String, Object> group : maps(read(RULES).get("groups"))) {
      rules.addAll(maps(group.get("rules")));
    }
    return rules;
  }

  /** The values of a field over all rules that have it. */
  public static List<String> values(String field) throws IOException {
    return rules().stream()
        .filter(rule -> rule.containsKey(field))
        .map(rule -> String.valueOf(rule.get(field)))
        .toList();
  }

  static Map<String, Object> read(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  /** A list of mappings, as YAML gives it. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(@Nullable Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }
}
