package org.tunnelbench.hostagent.facts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** What is asked beside the tools' versions, in this order. */
  private enum Question {
    MODULES_BEFORE,
    LOADING,
    MODULES,
    RELEASE,
    BUILD,
    BUILT_IN,
    CRYPTO,
    BOOT,
    DEVICES;

    private List<String> argv() {
      return switch (this) {
        case MODULES_BEFORE, MODULES -> KernelModules.PRESENT;
        case LOADING -> KernelModules.LOAD;
        case RELEASE -> List.of("uname", "-r");
        case BUILD -> List.of("cat", "/proc/version");
        case BUILT_IN -> KernelModules.BUILT_IN_LISTING;
        case CRYPTO -> List.of("cat", "/proc/crypto");
        case BOOT -> BOOT_ID;
        case DEVICES -> DeviceFacts.COMMAND;
      };
    }
  }

  private FactsQuestions() {}

  /** The batch; none of its steps has to succeed. */
  public static Batch batch() {
    List<HostStep> steps = new ArrayList<>();
    EnumSet.allOf(Question.class).forEach(each -> steps.add(new HostStep.Run(each.argv())));
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
    int questions = Question.values().length;
    if (result.results().size() != questions + ToolVersions.QUESTIONS.size()) {
      throw new UnreadableFactsException(
          host.name() + " answered only " + result.results().size() + " questions of its facts");
    }
    Map<Question, StepResult> answers = byQuestion(result.results());
    Set<String> before = KernelModules.loaded(said(answers, Question.MODULES_BEFORE));
    Set<String> after = KernelModules.loaded(said(answers, Question.MODULES));
    String release = must(answers, Question.RELEASE).strip();
    Set<String> modules = new TreeSet<>(after);
    modules.addAll(KernelModules.builtIn(said(answers, Question.BUILT_IN), release));
    LoadedModules loaded = loaded(before, after, said(answers, Question.BOOT).strip(), known);
    DeviceFacts devices = DeviceFacts.parse(must(answers, Question.DEVICES), host.underlay());
    HostFacts facts =
        new HostFacts(
            host.name(),
            release,
            KernelBuild.of(must(answers, Question.BUILD), host.kernelBuild()),
            tools(host, result.results().subList(questions, result.results().size())),
            modules,
            loaded.modules(),
            devices.fallbackDevices(),
            CryptoDrivers.parse(said(answers, Question.CRYPTO)),
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

  private static Map<Question, StepResult> byQuestion(List<StepResult> results) {
    Map<Question, StepResult> answers = new EnumMap<>(Question.class);
    Iterator<StepResult> each = results.iterator();
    EnumSet.allOf(Question.class).forEach(question -> answers.put(question, each.next()));
    return answers;
  }

  private static String said(Map<Question, StepResult> answers, Question question) {
    return Objects.requireNonNull(answers.get(question)).stdout();
  }

  private static String must(Map<Question, StepResult> answers, Question question)
      throws UnreadableFactsException {
    StepResult answer = Objects.requireNonNull(answers.get(question));
    if (!answer.succeeded()) {
      throw new UnreadableFactsException(
          "'%s' exited %d: %s"
              .formatted(
                  String.join(" ", question.argv()), answer.exitCode(), answer.stderr().strip()));
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
