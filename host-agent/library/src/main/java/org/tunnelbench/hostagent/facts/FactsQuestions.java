package org.tunnelbench.hostagent.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;

/**
 * Everything that is asked of a host to know it, in one round trip. Loads the modules that tunnels
 * and ESP need, so that the devices they bring along are there before any snapshot is taken.
 */
public final class FactsQuestions {
  /** Prints the identity of the host's boot (random(4)). */
  public static final List<String> BOOT_ID = List.of("cat", "/proc/sys/kernel/random/boot_id");

  /** Absent from a kernel that takes no modules. */
  private static final List<String> PROC_MODULES = List.of("cat", "/proc/modules");

  /** In order; the answers are read by the same order. */
  private static final List<List<String>> QUESTIONS =
      List.of(
          PROC_MODULES,
          KernelModules.LOAD,
          PROC_MODULES,
          List.of("uname", "-r"),
          List.of("cat", "/proc/version"),
          List.of(
              "find",
              "/lib/modules/",
              "-maxdepth",
              "2",
              "-name",
              "modules.builtin",
              "-exec",
              "grep",
              "-H",
              "",
              "{}",
              "+"),
          List.of("cat", "/proc/crypto"),
          BOOT_ID,
          DeviceFacts.COMMAND);

  private FactsQuestions() {}

  /** The batch; none of its steps has to succeed. */
  public static Batch batch() {
    List<HostStep> steps = new ArrayList<>();
    QUESTIONS.forEach(argv -> steps.add(new HostStep.Run(argv)));
    ToolVersions.QUESTIONS.values().forEach(argv -> steps.add(new HostStep.Run(argv)));
    return new Batch(steps, Batch.WhenOneFails.GO_ON);
  }

  /**
   * As {@link #batch()}, but loads no module: the answers tell what is there, and not what could
   * be.
   */
  public static Batch batchThatLoadsNothing() {
    List<HostStep> steps = new ArrayList<>(batch().steps());
    HostStep loading = new HostStep.Run(KernelModules.LOAD);
    steps.replaceAll(step -> step.equals(loading) ? new HostStep.Run(List.of("true")) : step);
    return new Batch(steps, Batch.WhenOneFails.GO_ON);
  }

  /** The modules that tunnels and ESP need, by the names of all kernels since 2.6.18. */
  public static List<String> neededModules() {
    return KernelModules.NEEDED;
  }

  /**
   * Reads the answers to {@link #batch()}.
   *
   * @param known what the agent remembers to have loaded on this host
   * @param publicKey the agent's
   * @throws UnreadableFactsException where the host did not answer what it must, naming the
   *     question
   */
  public static Answers read(
      HostEntry host, BatchResult result, LoadedModules known, String publicKey)
      throws UnreadableFactsException {
    if (result.results().size() != QUESTIONS.size() + ToolVersions.QUESTIONS.size()) {
      throw new UnreadableFactsException(
          host.name() + " answered only " + result.results().size() + " questions of its facts");
    }
    List<StepResult> answers = result.results();
    Set<String> before = KernelModules.loaded(answers.get(0).stdout());
    Set<String> after = KernelModules.loaded(answers.get(2).stdout());
    String release = must(answers, 3).strip();
    Set<String> modules = new TreeSet<>(after);
    modules.addAll(KernelModules.builtIn(answers.get(5).stdout(), release));
    LoadedModules loaded = loaded(before, after, answers.get(7).stdout().strip(), known);
    DeviceFacts devices = DeviceFacts.parse(must(answers, 8), host.underlay());
    HostFacts facts =
        new HostFacts(
            host.name(),
            release,
            KernelBuild.of(must(answers, 4), host.kernelBuild()),
            tools(host, answers.subList(QUESTIONS.size(), answers.size())),
            modules,
            loaded.modules(),
            devices.fallbackDevices(),
            CryptoDrivers.parse(answers.get(6).stdout()),
            host.underlay(),
            devices.underlayInterface(),
            devices.underlayMtu(),
            publicKey);
    return new Answers(facts, loaded);
  }

  /**
   * What the answers say.
   *
   * @param loaded what the agent is to remember
   */
  public record Answers(HostFacts facts, LoadedModules loaded) {}

  private static String must(List<StepResult> answers, int place) throws UnreadableFactsException {
    StepResult answer = answers.get(place);
    if (!answer.succeeded()) {
      throw new UnreadableFactsException(
          "'%s' exited %d: %s"
              .formatted(
                  String.join(" ", QUESTIONS.get(place)),
                  answer.exitCode(),
                  answer.stderr().strip()));
    }
    return answer.stdout();
  }

  private static LoadedModules loaded(
      Set<String> before, Set<String> after, String bootId, LoadedModules known) {
    Set<String> loaded = new TreeSet<>(after);
    loaded.removeAll(before);
    if (known.bootId().equals(bootId)) {
      loaded.addAll(known.modules());
      loaded.retainAll(after);
    }
    return new LoadedModules(bootId, loaded);
  }

  private static Map<String, String> tools(HostEntry host, List<StepResult> answers) {
    Map<String, String> tools = new HashMap<>();
    int place = 0;
    for (String tool : ToolVersions.QUESTIONS.keySet()) {
      ToolVersions.line(tool, answers.get(place)).ifPresent(line -> tools.put(tool, line));
      place++;
    }
    Optional.ofNullable(host.options().tools().get("charon"))
        .ifPresent(path -> tools.put("charon", path));
    return tools;
  }
}
