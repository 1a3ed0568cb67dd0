package org.tunnelbench.lab.supervise;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A process to start.
 *
 * @param name by which its end is reported; unique among those that run
 * @param environment variables that are added to the launcher's, or take their place
 * @param ends of links that the process inherits
 * @param folder its working folder
 * @param log the file to whose end its standard output and standard error go; begun anew where it
 *     grows beyond 16 MiB
 */
public record ChildSpec(
    String name,
    List<String> argv,
    Map<String, String> environment,
    List<LinkEnd> ends,
    Path folder,
    Path log) {
  public ChildSpec {
    InvalidValueException.unless(
        name.matches("[a-z0-9][a-z0-9.-]*"),
        "name",
        name,
        "must be lower-case letters, digits, dots and dashes");
    InvalidValueException.unless(!argv.isEmpty(), "argv", name, "must name a command");
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    ends = List.copyOf(ends);
  }

  /** Leaves out the environment's values, which may be secret. */
  @Override
  public String toString() {
    return "ChildSpec[name=%s, argv=%s, environment=%s]"
        .formatted(name, argv, environment.keySet());
  }
}
