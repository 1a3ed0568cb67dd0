package org.tunnelbench.hostagent.model;

import java.util.List;
import org.tunnelbench.hostaccess.StepResult;

/** sysctl(8) and ethtool(8) over the settings of a kernel in memory. */
final class ModelSettings {
  private final ModelKernel kernel;

  ModelSettings(ModelKernel kernel) {
    this.kernel = kernel;
  }

  StepResult sysctl(List<String> argv) {
    String[] assignment = argv.getLast().split("=", 2);
    if (argv.contains("-V")) {
      return new StepResult(0, "sysctl from procps-ng 4.0.2\n", "");
    }
    return assignment.length == 1 ? setting(assignment[0]) : set(assignment[0], assignment[1]);
  }

  StepResult ethtool(List<String> argv) {
    return switch (argv.get(1)) {
      case "--version" -> new StepResult(0, "ethtool version 6.1\n", "");
      case "-k" ->
          new StepResult(
              0,
              "Features for %s:\nrx-checksumming: %s\ntcp-segmentation-offload: %s\ngeneric-receive-offload: %s\nlarge-receive-offload: off [fixed]\n"
                  .formatted(
                      argv.get(2),
                      setting(argv.get(2) + " rx").stdout().strip(),
                      setting(argv.get(2) + " tso").stdout().strip(),
                      setting(argv.get(2) + " gro").stdout().strip()),
              "");
      case "-K" -> {
        StepResult said = new StepResult(0, "", "");
        for (int name = 3; said.succeeded() && name < argv.size(); name += 2) {
          said = set(argv.get(2) + " " + argv.get(name), argv.get(name + 1));
        }
        yield said;
      }
      default -> throw new IllegalArgumentException("the model knows no ethtool " + argv);
    };
  }

  private StepResult setting(String name) {
    return kernel.settings.containsKey(name)
        ? new StepResult(0, kernel.settings.get(name) + "\n", "")
        : new StepResult(255, "", "sysctl: cannot stat " + name);
  }

  private StepResult set(String name, String value) {
    return kernel.settings.computeIfPresent(name, (same, before) -> value) == null
        ? new StepResult(255, "", "cannot set " + name)
        : new StepResult(0, "", "");
  }
}
