package org.tunnelbench.hostagent.model;

import java.util.List;
import org.tunnelbench.hostaccess.StepResult;

/** brctl(8) over the bridges of a kernel in memory. */
final class ModelBridges {
  private final ModelKernel kernel;

  ModelBridges(ModelKernel kernel) {
    this.kernel = kernel;
  }

  StepResult brctl(List<String> argv) {
    return switch (argv.get(1)) {
      case "--version" -> new StepResult(0, "bridge-utils, 1.2\n", "");
      case "addbr" -> addBridge(argv.get(2));
      case "addif" -> addPort(argv.get(2), argv.get(3));
      case "delbr" -> deleteBridge(argv.get(2));
      default -> throw new IllegalArgumentException("the model knows no brctl " + argv);
    };
  }

  private StepResult addBridge(String bridge) {
    ModelKernel.Device made = new ModelKernel.Device(bridge, "", "", "", "", "", 1500, false);
    return kernel.devices.putIfAbsent(bridge, made) == null
        ? new StepResult(0, "", "")
        : new StepResult(1, "", "device " + bridge + " already exists; can't create bridge");
  }

  private StepResult addPort(String bridge, String name) {
    ModelKernel.Device port = kernel.devices.get(name);
    if (port == null || !kernel.devices.containsKey(bridge)) {
      return new StepResult(1, "", "interface " + name + " does not exist!");
    }
    kernel.devices.put(name, port.withMaster(bridge));
    return new StepResult(0, "", "");
  }

  private StepResult deleteBridge(String bridge) {
    ModelKernel.Device found = kernel.devices.get(bridge);
    if (found == null || found.up()) {
      return new StepResult(1, "", "bridge is still up, or is none; can't delete it");
    }
    kernel.removeDevice(bridge);
    return new StepResult(0, "", "");
  }
}
