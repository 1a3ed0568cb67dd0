package org.tunnelbench.hostagent.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;

/** A host in memory that can be lost after any step, refuse any command, and be started anew. */
public final class ModelHost implements HostAccess {
  private static final Map<String, String> FILES =
      Map.of(
          "/proc/version", "Linux version X (x) #1 SMP Debian 6.1.27-1 (2023-05-08)\n",
          "/proc/crypto", "name : cbc(aes)\ndriver : cbc-aes-aesni\npriority : 400\n");

  /** As /proc/net/udp tells of port 500. */
  private static final String IKE_SOCKET =
      "  257: 00000000:01F4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0\n";

  private static final String CHARON = "/usr/lib/ipsec/charon";

  private final HostName name;
  private final Release release;
  private final ModelKernel kernel = new ModelKernel();
  private final ModelIp ip;
  private final ModelIpsecTools ipsecTools = new ModelIpsecTools(kernel);
  private final ModelCharon charon = new ModelCharon(kernel);
  private final ModelBridges bridges = new ModelBridges(kernel);
  private final ModelSettings settings = new ModelSettings(kernel);
  private final List<List<String>> commands = new ArrayList<>();
  private final Map<String, List<List<String>>> timers = new TreeMap<>();
  private final ModelModules modules = new ModelModules();
  private String absent = "";
  private Predicate<List<String>> refused = argv -> false;
  private boolean reachable = true;
  private boolean connected = true;
  private Optional<Integer> stepsLeft = Optional.empty();
  private int boot = 1;

  /** A host whose device vec0 has this address. */
  public ModelHost(HostName name, Ipv4Network underlay) {
    this(name, underlay, Release.TODAY);
  }

  /** The same, with what it runs. */
  public ModelHost(HostName name, Ipv4Network underlay, Release release) {
    this.name = name;
    this.release = release;
    this.ip = new ModelIp(kernel, release);
    kernel.devices.put("vec0", new ModelKernel.Device("vec0", "", "", "", "", "", 1500, true));
    kernel.addresses.add(new ModelKernel.Address("vec0", underlay.address().value(), underlay));
  }

  /** Everything that stands on the host, to compare by: undo timers included. */
  public String describe() {
    return kernel.describe()
        + "\n"
        + timers.keySet()
        + "\n"
        + charon.describe()
        + ipsecTools.describe();
  }

  /** The commands that ran, in order. */
  public List<List<String>> commands() {
    return List.copyOf(commands);
  }

  /** The modules that are loaded. */
  public List<String> modules() {
    return modules.loaded();
  }

  /** The content of the files on the host now. */
  public Map<String, String> files() {
    return Map.copyOf(kernel.files);
  }

  /** Does on the host what somebody else would do there. */
  public StepResult byHand(String... argv) {
    return command(List.of(argv));
  }

  /** Lets the host be lost after so many more steps. */
  public void loseAfter(int steps) {
    stepsLeft = Optional.of(steps);
  }

  /** The way to the host is cut, or there again. */
  public void reachable(boolean now) {
    reachable = now;
    connected = now;
    stepsLeft = Optional.empty();
  }

  /** The session ends, though the host can be reached. */
  public void dropSession() {
    connected = false;
  }

  /** The host starts anew: nothing but its own device and address is there. */
  public void restart() {
    boot++;
    List.copyOf(kernel.devices.keySet()).stream()
        .filter(device -> !device.equals("vec0"))
        .forEach(kernel.devices::remove);
    kernel.addresses.removeIf(address -> !address.device().equals("vec0"));
    kernel.policies.clear();
    kernel.associations.clear();
    kernel.files.clear();
    modules.restart();
    charon.end();
    ipsecTools.end();
    timers.clear();
    connected = false;
  }

  /** Lets commands fail. */
  public void refuse(Predicate<List<String>> commandsToRefuse) {
    refused = commandsToRefuse;
  }

  /** A program is not on the host any more, or is there again. */
  public void lacks(String program, boolean now) {
    absent = now ? program : "";
  }

  /** The undo timers run out. */
  public void letTimersFire() {
    List.copyOf(timers.values()).forEach(undo -> undo.forEach(this::command));
    timers.clear();
  }

  @Override
  public HostName host() {
    return name;
  }

  @Override
  public BatchResult run(Batch batch, Duration limit) throws HostUnreachableException {
    List<StepResult> results = new ArrayList<>();
    for (HostStep step : batch.steps()) {
      demandReachable();
      StepResult result = step(step);
      results.add(result);
      if (!result.succeeded() && batch.whenOneFails() == Batch.WhenOneFails.STOP) {
        break;
      }
    }
    demandReachable();
    return new BatchResult(results);
  }

  private void demandReachable() throws HostUnreachableException {
    if (stepsLeft.isPresent()) {
      reachable = reachable && stepsLeft.get() > 0;
      stepsLeft = Optional.of(stepsLeft.get() - 1);
    }
    connected = reachable;
    if (!reachable) {
      throw new HostUnreachableException(name, "the link is cut");
    }
  }

  private StepResult step(HostStep step) {
    return switch (step) {
      case HostStep.Run run -> command(run.argv());
      case HostStep.RunUntilItSucceeds run -> command(run.argv());
      case HostStep.RunSilently run -> silent(command(run.argv()));
      case HostStep.Try attempt -> new StepResult(0, command(attempt.argv()).stdout(), "");
      case HostStep.Write write -> {
        kernel.files.put(write.path(), write.content());
        yield new StepResult(0, "", "");
      }
      case HostStep.Delete delete -> {
        kernel.files.remove(delete.path());
        yield new StepResult(0, "", "");
      }
      case HostStep.ArmUndoTimer timer ->
          timers.putIfAbsent(timer.folder(), timer.undo()) == null
              ? new StepResult(0, "", "")
              : new StepResult(1, "", "mkdir: cannot create directory");
      case HostStep.DisarmUndoTimer timer ->
          new StepResult(0, timers.remove(timer.folder()) == null ? "absent" : "disarmed", "");
    };
  }

  private static StepResult silent(StepResult result) {
    boolean said = !result.stdout().isEmpty() || !result.stderr().isEmpty();
    return result.succeeded() && said
        ? new StepResult(1, "", result.stdout() + result.stderr())
        : result;
  }

  private StepResult command(List<String> argv) {
    commands.add(argv);
    if (argv.getFirst().equals(absent)) {
      return new StepResult(127, "", absent + ": not found");
    }
    if (refused.test(argv)) {
      return new StepResult(1, "", "refused by the test");
    }
    return switch (argv.getFirst()) {
      case "ip" -> ip.run(argv);
      case "cat" -> cat(argv.getLast());
      case "brctl" ->
          release.isOld() ? bridges.brctl(argv) : new StepResult(127, "", "brctl: not found");
      case "uname" -> new StepResult(0, release.kernel() + "\n", "");
      case "ping" -> ping(argv);
      case "rm" -> {
        String gone = argv.getLast();
        kernel.files.keySet().removeIf(path -> path.equals(gone) || path.startsWith(gone + "/"));
        yield new StepResult(0, "", "");
      }
      case "sysctl" -> settings.sysctl(argv);
      case "ethtool" -> settings.ethtool(argv);
      case "modprobe" -> modules.modprobe();
      case "rmmod" -> modules.rmmod(argv.getLast());
      case "setkey" -> ipsecTools.setkey(argv);
      case "racoon" -> ipsecTools.racoon(argv);
      case "test" -> new StepResult(kernel.files.containsKey(argv.getLast()) ? 0 : 1, "", "");
      case "racoonctl" -> new StepResult(1, "", "Usage: racoonctl [opts] command\n");
      case "sh" -> ipsecTools.handles(argv.get(1)) ? new StepResult(0, "", "") : charon.run(argv);
      case "swanctl" -> new StepResult(2, "", "strongSwan 5.9.8 swanctl\n");
      case "find" -> new StepResult(0, found(argv), "");
      default -> new StepResult(127, "", argv.getFirst() + ": not found");
    };
  }

  /** charon where it is looked for; else what begins with a name, one level below a folder. */
  private String found(List<String> argv) {
    if (argv.contains(CHARON)) {
      return CHARON + "\n";
    }
    String folder = argv.get(1);
    String begin = folder + argv.getLast().replace("*", "");
    return Stream.concat(kernel.files.keySet().stream(), timers.keySet().stream())
        .filter(path -> path.startsWith(begin))
        .map(path -> folder + path.substring(folder.length()).split("/", 2)[0] + "\n")
        .distinct()
        .collect(Collectors.joining());
  }

  private StepResult ping(List<String> argv) {
    if (argv.contains("-V")) {
      return new StepResult(0, "ping from iputils 20221126\n", "");
    }
    ipsecTools.packetIsSent();
    return new StepResult(0, "1 packets transmitted, 1 received\n", "");
  }

  private StepResult cat(String path) {
    if (path.endsWith("/boot_id")) {
      return new StepResult(0, "boot-" + boot + "\n", "");
    }
    if (path.equals("/proc/modules")) {
      return new StepResult(0, modules.text(), "");
    }
    if (path.startsWith("/sys/class/net/")) {
      ModelKernel.Device device = kernel.devices.get(path.split("/", -1)[4]);
      return device == null
          ? new StepResult(1, "", "No such file or directory")
          : new StepResult(0, device.mtu() + "\n", "");
    }
    if (path.startsWith("/proc/net/udp")) {
      boolean negotiates = !ipsecTools.describe().equals("[]");
      return new StepResult(0, negotiates ? IKE_SOCKET : "", "");
    }
    return new StepResult(0, FILES.getOrDefault(path, ""), "");
  }

  @Override
  public RunningCommand start(List<String> argv, Duration limit, Consumer<String> lines) {
    throw new UnsupportedOperationException("the agent starts nothing that goes on running");
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public void close() {}
}
