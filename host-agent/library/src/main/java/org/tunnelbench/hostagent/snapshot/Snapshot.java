package org.tunnelbench.hostagent.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.IpVersion;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.ipsec.Association;
import org.tunnelbench.hostagent.ipsec.Policy;
import org.tunnelbench.hostagent.ipsec.SetkeyText;
import org.tunnelbench.hostagent.ipsec.XfrmText;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.setting.SettingValues;

/**
 * The commands that show what stands on a host, and how their answers are read: as JSON where the
 * host's ip(8) prints it, else as text.
 */
public final class Snapshot {
  private static final List<String> POLICIES = List.of("ip", "xfrm", "policy");

  private static final List<List<String>> KEY_DAEMONS =
      List.of(KeyDaemons.SOCKETS, KeyDaemons.PID_FILES);

  private final IpVersion ip;
  private final boolean setkey;
  private final List<Setting> settings;

  /**
   * Commands for a host.
   *
   * @param facts tell what the host's tools can do
   * @param settings that are looked at too
   */
  public Snapshot(HostFacts facts, List<Setting> settings) {
    this.ip = facts.ipVersion();
    this.setkey = facts.tools().containsKey("setkey");
    this.settings = List.copyOf(settings);
  }

  /** The commands, in order. */
  public List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>(deviceCommands());
    commands.addAll(ipsecCommands());
    commands.addAll(KEY_DAEMONS);
    commands.addAll(looks());
    return List.copyOf(commands);
  }

  /** The same, as steps of a batch; those about key daemons name files that need not be there. */
  public List<HostStep> steps() {
    return commands().stream()
        .<HostStep>map(
            argv -> KEY_DAEMONS.contains(argv) ? new HostStep.Try(argv) : new HostStep.Run(argv))
        .toList();
  }

  /**
   * Reads the answers to {@link #steps()}, all of which succeeded.
   *
   * @throws IllegalArgumentException where an answer is not in a form that is known
   */
  public HostState read(List<StepResult> results) {
    List<String> answers = results.stream().map(StepResult::stdout).toList();
    String devices = answers.get(0);
    int xfrm = deviceCommands().size();
    List<Policy> policies = policies(answers.subList(xfrm, xfrm + ipsecCommands().size()));
    List<Association> associations =
        associations(answers.subList(xfrm, xfrm + ipsecCommands().size()));
    int last = answers.size() - looks().size();
    SettingValues values = values(answers.subList(last, answers.size()));
    KeyDaemons keyDaemons = KeyDaemons.parse(answers.get(last - 2), answers.get(last - 1));
    return ip.printsJson()
        ? new HostState(
            IpJson.links(devices),
            IpJson.addresses(devices),
            IpJson.routes(answers.get(1)),
            policies,
            associations,
            keyDaemons,
            values)
        : new HostState(
            IpText.links(devices, answers.get(1)),
            IpText.addresses(answers.get(2)),
            IpText.routes(answers.get(3)),
            policies,
            associations,
            keyDaemons,
            values);
  }

  /** Policies and associations, in this order; none where no tool of the host can show them. */
  private List<List<String>> ipsecCommands() {
    if (ip.knowsXfrm()) {
      return List.of(POLICIES, associations());
    }
    return setkey ? List.of(SetkeyText.POLICIES, SetkeyText.ASSOCIATIONS) : List.of();
  }

  private List<Policy> policies(List<String> answers) {
    if (answers.isEmpty()) {
      return List.of();
    }
    return ip.knowsXfrm()
        ? XfrmText.policies(answers.getFirst())
        : SetkeyText.policies(answers.getFirst());
  }

  private List<Association> associations(List<String> answers) {
    if (answers.isEmpty()) {
      return List.of();
    }
    return ip.knowsXfrm()
        ? XfrmText.associations(answers.getLast())
        : SetkeyText.associations(answers.getLast());
  }

  private SettingValues values(List<String> answers) {
    Map<Setting, String> values = new HashMap<>();
    for (Setting setting : settings) {
      String answer = answers.get(looks().indexOf(setting.look()));
      setting.value(answer).ifPresent(value -> values.put(setting, value));
    }
    return SettingValues.read(values);
  }

  /** One command tells all offloads of a device. */
  private List<List<String>> looks() {
    return settings.stream().map(Setting::look).distinct().toList();
  }

  private List<List<String>> deviceCommands() {
    return ip.printsJson()
        ? List.of(IpJson.ADDRESSES, IpJson.ROUTES)
        : List.of(IpText.linksCommand(ip), IpText.TUNNELS, IpText.ADDRESSES, IpText.ROUTES);
  }

  private List<String> associations() {
    List<String> argv = new ArrayList<>(List.of("ip", "xfrm", "state", "list"));
    if (ip.hidesKeys()) {
      argv.add("nokeys");
    }
    return List.copyOf(argv);
  }
}
