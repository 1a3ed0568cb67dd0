package org.tunnelbench.hostagent.facts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.snapshot.HostState;

/**
 * Loads modules on a host that wants them taken out again, and takes them out: what is asked, and
 * what the answers mean. Each batch ends with how it stands then.
 */
public final class ModuleQuestions {
  private ModuleQuestions() {}

  /**
   * How it stands.
   *
   * @param present the newest first, so that none stands before what needs it
   */
  public record Present(String bootId, Set<String> present) {
    /** What the agent remembers before it loads. */
    public LoadedModules before(LoadedModules known) {
      return known.loading(bootId, present);
    }

    /** What it remembers once it has loaded, or has taken out. */
    public LoadedModules after(LoadedModules known) {
      return new LoadedModules(bootId, known.of(bootId, present));
    }
  }

  /** Asks how it stands. */
  public static Batch look() {
    return batch(List.of());
  }

  /** Loads what tunnels and ESP need. */
  public static Batch load() {
    return batch(List.of(KernelModules.LOAD));
  }

  /** Takes out what is the agent's own; what something else uses stays. */
  public static Batch unload(Present now, LoadedModules known, HostFacts facts, HostState state) {
    Set<String> own = new TreeSet<>(known.of(now.bootId(), now.present()));
    own.removeAll(ModuleUse.pinned(facts, state));
    List<List<String>> commands = new ArrayList<>();
    now.present().stream()
        .filter(own::contains)
        .forEach(module -> commands.add(List.of("rmmod", module)));
    return batch(commands);
  }

  /** Reads how it stands at the end of a batch; absent where the host did not tell all of it. */
  public static Optional<Present> read(Batch asked, BatchResult result) {
    int answers = result.results().size();
    if (answers != asked.steps().size()
        || !result.results().subList(answers - 2, answers).stream()
            .allMatch(StepResult::succeeded)) {
      return Optional.empty();
    }
    Set<String> present = new LinkedHashSet<>();
    result
        .results()
        .get(answers - 1)
        .stdout()
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .forEach(present::add);
    return Optional.of(new Present(result.results().get(answers - 2).stdout().strip(), present));
  }

  private static Batch batch(List<List<String>> commands) {
    List<HostStep> steps = new ArrayList<>();
    commands.forEach(argv -> steps.add(new HostStep.Run(argv)));
    steps.add(new HostStep.Run(FactsQuestions.BOOT_ID));
    steps.add(new HostStep.Run(KernelModules.PRESENT));
    return new Batch(steps, Batch.WhenOneFails.GO_ON);
  }
}
