package org.tunnelbench.endtoend;

import java.util.Arrays;
import java.util.List;

/** The processes of a lab, as this machine sees them. */
final class LabGuest {
  private LabGuest() {}

  /** The processes of a guest; its kernel has several. */
  static List<ProcessHandle> of(Launcher launcher, String name) {
    return withArgument(launcher, "tunnelbench.name=" + name);
  }

  /** The process of a part of the fleet. */
  static ProcessHandle part(Launcher launcher, String name) {
    return withArgument(launcher, "-Dtunnelbench.part=" + name).getFirst();
  }

  private static List<ProcessHandle> withArgument(Launcher launcher, String argument) {
    return launcher.processes().stream()
        .filter(
            process ->
                process.info().arguments().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(argument::equals))
        .toList();
  }
}
