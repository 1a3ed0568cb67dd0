package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.model.ModelHost;

/** A host as its agent reaches it: the model of the agent's tests, watched. */
final class Host implements HostAccess {
  private static final List<String> IPERF3_VERSION = List.of("iperf3", "--version");

  private static final List<String> LOADED_MODULES = List.of("cat", "/proc/modules");
  private static final List<String> CRYPTO = List.of("cat", "/proc/crypto");
  private static final String MORE_ALGORITHMS =
      Stream.of("ecb(cipher_null)", "hmac(md5)")
          .map("\nname : %1$s\ndriver : %1$s\npriority : 100\n"::formatted)
          .collect(Collectors.joining());
  private static final String MORE_MODULES =
      Stream.of("bridge", "esp4", "xfrm_user", "gre", "ipip", "tunnel4")
          .map(module -> module + " 16384 0 - Live 0x0\n")
          .collect(Collectors.joining());

  private final HostEntry entry;
  private final Agenda agenda;
  private final Random random;
  private final Invariants invariants;
  private final ModelHost model;
  private final String before;
  private final boolean undoesByItself;
  private Optional<String> armed = Optional.empty();
  private boolean reachable = true;

  Host(World world, HostEntry entry) {
    this.entry = entry;
    agenda = world.agenda();
    random = world.random();
    invariants = world.invariants();
    undoesByItself = world.defect() != Defect.JOURNAL_LOST;
    model = new ModelHost(entry.name(), Ipv4Network.parse(entry.underlay() + "/24"));
    before = model.describe();
  }

  HostEntry entry() {
    return entry;
  }

  boolean isReachable() {
    return reachable;
  }

  /** The way to it is cut after some more steps, and there again after a while. */
  void cut(Duration length) {
    reachable = false;
    model.loseAfter(random.nextInt(6));
    agenda.endFault(
        length,
        () -> {
          reachable = true;
          model.reachable(true);
        });
  }

  /** It starts anew: what stood there is gone, its timers too. */
  void restart() {
    armed = Optional.empty();
    model.restart();
  }

  void checkAtTheEnd() {
    invariants.atTheEnd(host(), before, model.describe());
  }

  boolean isAsBefore() {
    return before.equals(model.describe());
  }

  @Override
  public HostName host() {
    return entry.name();
  }

  @Override
  public BatchResult run(Batch batch, Duration limit) throws HostUnreachableException {
    try {
      BatchResult result = model.run(batch, limit);
      List<StepResult> results = new ArrayList<>();
      for (int place = 0; place < result.results().size(); place++) {
        results.add(answered(batch.steps().get(place), result.results().get(place)));
      }
      return new BatchResult(results);
    } finally {
      batch.steps().forEach(this::watch);
      invariants.hostStands(host(), model.describe());
    }
  }

  /** The model's host has no iperf3 and few modules. */
  private static StepResult answered(HostStep step, StepResult answer) {
    if (!(step instanceof HostStep.Run run)) {
      return answer;
    }
    if (run.argv().equals(IPERF3_VERSION)) {
      return new StepResult(0, "iperf 3.12 (cJSON 1.7.15)\n", "");
    }
    if (run.argv().equals(CRYPTO)) {
      return new StepResult(0, answer.stdout() + MORE_ALGORITHMS, "");
    }
    return run.argv().equals(LOADED_MODULES)
        ? new StepResult(0, answer.stdout() + MORE_MODULES, "")
        : answer;
  }

  private void watch(HostStep step) {
    switch (step) {
      case HostStep.ArmUndoTimer timer when isArmed(timer.folder()) && !armed(timer.folder()) -> {
        armed = Optional.of(timer.folder());
        invariants.hostChanges(host(), timer.folder());
        if (undoesByItself) {
          agenda.later(timer.after(), () -> fire(timer.folder()));
        }
      }
      case HostStep.DisarmUndoTimer timer when !isArmed(timer.folder()) ->
          armed = armed.filter(folder -> !folder.equals(timer.folder()));
      default -> {}
    }
  }

  private boolean armed(String folder) {
    return armed.filter(folder::equals).isPresent();
  }

  private boolean isArmed(String folder) {
    return model.describe().contains(folder);
  }

  private void fire(String folder) {
    if (armed(folder) && isArmed(folder)) {
      model.letTimersFire();
      armed = Optional.empty();
    }
  }

  @Override
  public RunningCommand start(List<String> argv, Duration limit, Consumer<String> lines) {
    return model.start(argv, limit, lines);
  }

  @Override
  public boolean connected() {
    return model.connected();
  }

  @Override
  public void close() {}
}
