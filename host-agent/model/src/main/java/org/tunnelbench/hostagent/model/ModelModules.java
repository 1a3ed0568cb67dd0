package org.tunnelbench.hostagent.model;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.hostaccess.StepResult;

/** The modules of a kernel in memory: it has ipip, and that brings tunnel4 along. */
final class ModelModules {
  private static final List<String> TO_LOAD = List.of("tunnel4", "ipip");

  private final List<String> loaded = new ArrayList<>(List.of("veth", "ip_gre"));

  /** Those that are loaded. */
  List<String> loaded() {
    return List.copyOf(loaded);
  }

  /** The host starts anew. */
  void restart() {
    loaded.removeAll(TO_LOAD);
  }

  /** As /proc/modules. */
  String text() {
    return String.join(" 16384 0 - Live 0x0\n", loaded) + " 16384 0 - Live 0x0\n";
  }

  /** Whatever is asked for. */
  StepResult modprobe() {
    for (String module : TO_LOAD) {
      if (!loaded.contains(module)) {
        loaded.addFirst(module);
      }
    }
    return new StepResult(0, "", "");
  }

  StepResult rmmod(String module) {
    return loaded.remove(module)
        ? new StepResult(0, "", "")
        : new StepResult(1, "", "rmmod: ERROR: Module is not currently loaded");
  }
}
