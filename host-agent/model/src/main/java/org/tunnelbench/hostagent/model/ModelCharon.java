package org.tunnelbench.hostagent.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.hostaccess.StepResult;

/**
 * The charons of a model host, as the scripts that a plan writes there handle them. The other end
 * always answers.
 */
final class ModelCharon {
  private static final StepResult OK = new StepResult(0, "", "");

  private final ModelKernel kernel;

  /** By the folder of its files, what a charon was told of its connection. */
  private final Map<String, String> running = new TreeMap<>();

  ModelCharon(ModelKernel kernel) {
    this.kernel = kernel;
  }

  /** Which run. */
  String describe() {
    return running.keySet().toString();
  }

  /** The host starts anew. */
  void end() {
    running.clear();
  }

  /** Runs a script. */
  StepResult run(List<String> argv) {
    String script = argv.get(1);
    if (!kernel.files.containsKey(script)) {
      return new StepResult(2, "", "sh: 0: cannot open " + script + ": No such file");
    }
    String folder = script.substring(0, script.lastIndexOf('/'));
    return script.endsWith("/stop") ? stop(folder) : charon(folder, argv.get(2));
  }

  private StepResult stop(String folder) {
    if (running.remove(folder) != null) {
      kernel.files.remove("/var/run/charon.pid");
    }
    return OK;
  }

  private StepResult charon(String folder, String word) {
    return switch (word) {
      case "start" -> start(folder);
      case "load" -> load(folder);
      case "initiate", "answer" -> negotiate(running.getOrDefault(folder, ""));
      default -> new StepResult(1, "", "");
    };
  }

  private StepResult start(String folder) {
    if (kernel.files.putIfAbsent("/var/run/charon.pid", folder) != null) {
      return new StepResult(1, "", "/var/run/charon.pid: another charon runs");
    }
    List.of("pid", "log", "vici", "kernel.conf")
        .forEach(name -> kernel.files.put(folder + "/" + name, ""));
    running.put(folder, "");
    return OK;
  }

  private StepResult load(String folder) {
    String connection = kernel.files.get(folder + "/swanctl.conf");
    return connection == null || running.replace(folder, connection) == null
        ? new StepResult(1, "", "connecting failed")
        : OK;
  }

  private StepResult negotiate(String connection) {
    if (connection.isEmpty()) {
      return new StepResult(1, "", "initiate failed");
    }
    String here = setting(connection, "local_addrs");
    String there = setting(connection, "remote_addrs");
    associate(here, there, "0xc1000001", setting(connection, "reqid"));
    associate(there, here, "0xc1000002", setting(connection, "reqid"));
    return OK;
  }

  private void associate(String source, String destination, String spi, String requestId) {
    kernel.associations.put(
        new ModelKernel.Identity(source, destination, spi),
        "src %s dst %s\n\tproto esp spi %s reqid %s mode transport\n\tlifetime current:\n\t  84(bytes), 1(packets)\n"
            .formatted(source, destination, spi, requestId));
  }

  private static String setting(String connection, String name) {
    Matcher setting = Pattern.compile("\\b" + name + " = (\\S+)").matcher(connection);
    if (!setting.find()) {
      throw new IllegalArgumentException("swanctl.conf has no " + name);
    }
    return setting.group(1);
  }
}
