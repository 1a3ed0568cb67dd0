package org.tunnelbench.lab.run;

import java.nio.file.Path;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The two folders below which the lab writes.
 *
 * @param state of runs, lost with each, and of hosts of the user's own
 * @param cache of packages and what was made from them; may be removed while no lab runs
 */
public record LabFolders(Path state, Path cache) {
  /** The variable that names the state folder. */
  public static final String STATE_VARIABLE = "TUNNELBENCH_STATE";

  /** The variable that names the cache folder. */
  public static final String CACHE_VARIABLE = "TUNNELBENCH_CACHE";

  private static final String PROJECT = "tunnelbench";

  public LabFolders {
    state = state.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
    checkName(STATE_VARIABLE, state);
    checkName(CACHE_VARIABLE, cache);
  }

  /** The folders that the environment names, or those of the XDG base directory specification. */
  public static LabFolders of(Map<String, String> environment) {
    return new LabFolders(
        folder(environment, STATE_VARIABLE, "XDG_STATE_HOME", ".local/state"),
        folder(environment, CACHE_VARIABLE, "XDG_CACHE_HOME", ".cache"));
  }

  /** The folders of this process. */
  public static LabFolders ofThisProcess() {
    return of(System.getenv());
  }

  /** Of all runs, a folder each. */
  public Path runs() {
    return state.resolve("runs");
  }

  /**
   * Of what the agent and the probe must remember of hosts of the user's own: what stands on such a
   * host outlives a run that is killed, and the next one undoes it.
   */
  public Path ownHosts() {
    return state.resolve("hosts");
  }

  private static Path folder(
      Map<String, String> environment, String own, String base, String belowHome) {
    String named = environment.getOrDefault(own, "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String baseFolder = environment.getOrDefault(base, "");
    // Relative paths are to be ignored, says the specification.
    if (baseFolder.startsWith("/")) {
      return Path.of(baseFolder, PROJECT);
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return Path.of(home, belowHome, PROJECT);
  }

  private static void checkName(String field, Path folder) {
    InvalidValueException.unless(
        folder.toString().matches("[A-Za-z0-9/._+@=:-]+"),
        field,
        folder,
        "must hold only letters, digits and /._+@=:- since guests hear it on their kernel's command"
            + " line; name another folder by that variable");
  }
}
