package org.tunnelbench.cli;

import java.nio.file.Path;
import org.tunnelbench.lab.fleet.FleetProducts;

/**
 * Where tunnelbench is installed; the launcher says so by system properties.
 *
 * @param home the repository's folder
 * @param products what was built
 */
public record Installation(Path home, FleetProducts products) {
  /** The one that this process runs from. */
  public static Installation current() {
    return new Installation(
        Path.of(property("tunnelbench.home")),
        new FleetProducts(Path.of(property("tunnelbench.products"))));
  }

  /** The document of the demo. */
  public Path demo() {
    return home.resolve("experiments").resolve("demo.yaml");
  }

  /** The rules that a Prometheus of the lab evaluates. */
  public Path prometheusRules() {
    return home.resolve("deploy").resolve("prometheus").resolve("tunnelbench.rules.yml");
  }

  private static String property(String name) {
    String value = System.getProperty(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "the system property " + name + " is not set: start through ./tunnelbench");
    }
    return value;
  }
}
