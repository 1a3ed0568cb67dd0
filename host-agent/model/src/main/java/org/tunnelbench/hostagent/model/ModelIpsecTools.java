package org.tunnelbench.hostagent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tunnelbench.hostaccess.StepResult;

/**
 * setkey and racoon of a model host, as far as plans use them. setkey stops at the first statement
 * that the kernel refuses, and exits 0 all the same. The far end's racoon always answers.
 */
final class ModelIpsecTools {
  private static final StepResult OK = new StepResult(0, "", "");

  private final ModelKernel kernel;
  private final Set<String> racoons = new TreeSet<>();

  ModelIpsecTools(ModelKernel kernel) {
    this.kernel = kernel;
  }

  /** The folders of the racoons that run. */
  String describe() {
    return racoons.toString();
  }

  /** The host starts anew. */
  void end() {
    racoons.clear();
  }

  /** Runs {@code setkey -f FILE}. */
  StepResult setkey(List<String> argv) {
    if (argv.contains("-V")) {
      return new StepResult(0, "setkey @(#) ipsec-tools 0.8.0\n", "");
    }
    String content = kernel.files.get(argv.getLast());
    if (content == null) {
      return new StepResult(1, "setkey: fopen: No such file or directory\n", "");
    }
    List<String> statements = content.lines().toList();
    for (int line = 0; line < statements.size(); line++) {
      String refused = statement(List.of(statements.get(line).replace(";", "").trim().split(" ")));
      if (!refused.isEmpty()) {
        return new StepResult(0, "The result of line %d: %s\n".formatted(line + 1, refused), "");
      }
    }
    return OK;
  }

  /** Starts a racoon with the files of a folder. */
  StepResult racoon(List<String> argv) {
    if (argv.contains("-V")) {
      return new StepResult(0, "@(#)ipsec-tools 0.8.0\n", "");
    }
    String configuration = argv.get(2);
    String folder = configuration.substring(0, configuration.lastIndexOf('/'));
    if (kernel.files.containsKey(configuration)) {
      List.of("racoon.pid", "racoon.sock", "racoon.log")
          .forEach(file -> kernel.files.put(folder + "/" + file, ""));
      racoons.add(folder);
    }
    return OK;
  }

  /** Whether a script waits for a racoon that runs, or ends it; that is done then. */
  boolean handles(String script) {
    String folder = script.substring(0, script.lastIndexOf('/'));
    return script.endsWith("/ready") ? racoons.contains(folder) : racoons.remove(folder);
  }

  /** A packet finds a policy without associations, and a racoon makes them. */
  void packetIsSent() {
    if (racoons.isEmpty()) {
      return;
    }
    long spi = 0xd0000001L;
    for (var policy : kernel.policies.entrySet()) {
      String requestId = policy.getValue().replaceAll("(?s).*reqid (\\d+).*", "$1");
      associate(
          policy.getKey().source().replace("/32", ""),
          policy.getKey().destination().replace("/32", ""),
          "0x%08x".formatted(spi++),
          requestId);
    }
  }

  /** What the kernel answers to a statement that it refuses; else nothing. */
  private String statement(List<String> words) {
    return switch (words.getFirst()) {
      case "add" ->
          associate(words.get(1), words.get(2), words.get(4), after(words, "-u"))
              ? ""
              : "File exists.";
      case "delete" ->
          kernel.associations.remove(
                      new ModelKernel.Identity(words.get(1), words.get(2), words.get(4)))
                  == null
              ? "No such process."
              : "";
      case "spdadd" -> addPolicy(words);
      case "spddelete" ->
          kernel.policies.remove(policy(words)) == null ? "No such file or directory." : "";
      default -> throw new IllegalArgumentException("the model's setkey knows no " + words);
    };
  }

  private String addPolicy(List<String> words) {
    String text =
        "src %s/32 dst %s/32 proto %s \n\tdir %s priority 2147483648 ptype main \n\ttmpl src 0.0.0.0 dst 0.0.0.0\n\t\tproto esp reqid %s mode transport\n"
            .formatted(
                words.get(1),
                words.get(2),
                words.get(3),
                after(words, "-P"),
                words.getLast().replaceAll(".*unique:", ""));
    return kernel.policies.putIfAbsent(policy(words), text) == null ? "" : "File exists.";
  }

  private static ModelKernel.Policy policy(List<String> words) {
    return new ModelKernel.Policy(
        words.get(1) + "/32", words.get(2) + "/32", words.get(3), after(words, "-P"));
  }

  private boolean associate(String source, String destination, String spi, String requestId) {
    return kernel.associations.putIfAbsent(
            new ModelKernel.Identity(source, destination, spi),
            "src %s dst %s\n\tproto esp spi %s reqid %s mode transport\n\tlifetime current:\n\t  84(bytes), 1(packets)\n"
                .formatted(source, destination, spi, requestId))
        == null;
  }

  private static String after(List<String> words, String word) {
    return new ArrayList<>(words).get(words.indexOf(word) + 1);
  }
}
