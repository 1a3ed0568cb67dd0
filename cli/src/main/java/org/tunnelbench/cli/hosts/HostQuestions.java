package org.tunnelbench.cli.hosts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.facts.FactsQuestions;
import org.tunnelbench.hostagent.facts.LoadedModules;
import org.tunnelbench.hostagent.facts.UnreadableFactsException;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Snapshot;

/**
 * Asks a host what it is and has. Nothing that is asked changes anything: no module is loaded, not
 * even by the kernel itself, which does so when somebody asks for policies or for the rules of a
 * firewall where there are none.
 */
final class HostQuestions {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final List<String> USER = List.of("id", "-u");

  /** Paths of modules, one a line. */
  private static final List<String> LOADABLE =
      shell("cut -d: -f1 \"/lib/modules/$(uname -r)/modules.dep\"");

  private static final List<String> PROCESSES = shell("cat /proc/[0-9]*/stat 2>/dev/null");

  private static final List<String> UDP_SOCKETS = shell("cat /proc/net/udp /proc/net/udp6");

  /** The tables of iptables that the kernel has, one a line; root alone can read it. */
  private static final String TABLES = "/proc/net/ip_tables_names";

  private static final List<String> FIREWALL = firewall(TABLES, "/sys/module/nf_tables");

  private static final List<List<String>> OWN =
      Stream.concat(
              Stream.of(USER, LOADABLE, PROCESSES, UDP_SOCKETS, FIREWALL),
              Arrays.stream(Interpreter.values()).map(Interpreter::trial))
          .toList();

  private static final Pattern MODULE = Pattern.compile("([^/]+?)\\.ko(\\.(gz|xz|zst))?$");
  private static final Pattern DAEMON =
      Pattern.compile("^\\d+ \\((racoon|charon|charon-systemd|pluto|iked)\\)");
  private static final Pattern LISTENING =
      Pattern.compile("^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) 0+:0000 ");

  /** Rules that let nothing through, in the words of iptables and nft. */
  private static final Pattern DROP =
      Pattern.compile("\\b(DROP|REJECT)\\b|\\b(drop|reject)\\b", Pattern.CASE_INSENSITIVE);

  /** IKE's, and those of IKE behind address translation (RFC 3947). */
  private static final Set<Integer> IKE_PORTS = Set.of(500, 4500);

  private static final int MOST_RULES = 5;

  private HostQuestions() {}

  /** Asks. */
  static HostLook ask(HostEntry entry, HostAccess access) throws InterruptedException {
    try {
      List<HostStep> steps = new ArrayList<>(FactsQuestions.batchThatLoadsNothing().steps());
      int facts = steps.size();
      OWN.forEach(argv -> steps.add(new HostStep.Run(argv)));
      List<StepResult> answers =
          access.run(new Batch(steps, Batch.WhenOneFails.GO_ON), LIMIT).results();
      if (answers.size() < steps.size()) {
        return new HostLook.Shut(
            entry,
            "it answered %d of %d questions within %d s: look at its load"
                .formatted(answers.size(), steps.size(), LIMIT.toSeconds()));
      }
      HostFacts found =
          FactsQuestions.read(
                  entry, new BatchResult(answers.subList(0, facts)), LoadedModules.NONE, "")
              .facts();
      return open(entry, found, answers.subList(facts, answers.size()), state(access, found));
    } catch (HostUnreachableException | UnreadableFactsException failed) {
      return new HostLook.Shut(entry, String.valueOf(failed.getMessage()));
    } catch (IllegalArgumentException unreadable) {
      return new HostLook.Shut(entry, "its answer cannot be read: " + unreadable.getMessage());
    }
  }

  private static HostLook.Open open(
      HostEntry entry, HostFacts facts, List<StepResult> answers, Optional<HostState> state) {
    return new HostLook.Open(
        entry,
        user(answers.get(OWN.indexOf(USER))),
        facts,
        loadable(answers.get(OWN.indexOf(LOADABLE)).stdout()),
        state,
        daemons(answers.get(OWN.indexOf(PROCESSES)).stdout()),
        takenPorts(answers.get(OWN.indexOf(UDP_SOCKETS)).stdout()),
        drops(answers.get(OWN.indexOf(FIREWALL)).stdout()),
        Arrays.stream(Interpreter.values())
            .filter(each -> answers.get(OWN.indexOf(each.trial())).succeeded())
            .findFirst());
  }

  private static Optional<HostState> state(HostAccess access, HostFacts facts)
      throws HostUnreachableException, InterruptedException {
    if (!facts.tools().containsKey("ip")) {
      return Optional.empty();
    }
    Snapshot snapshot = new Snapshot(facts, List.of());
    List<HostStep> steps = new ArrayList<>(snapshot.steps());
    steps.replaceAll(
        step -> loadsModule(step, facts.modules()) ? new HostStep.Run(List.of("true")) : step);
    List<StepResult> answers =
        access.run(new Batch(steps, Batch.WhenOneFails.GO_ON), LIMIT).results();
    return answers.size() == steps.size() ? Optional.of(snapshot.read(answers)) : Optional.empty();
  }

  /**
   * The kernel loads what the sockets of {@code ip xfrm} and of setkey need (NETLINK_XFRM, PF_KEY).
   */
  private static boolean loadsModule(HostStep step, Set<String> present) {
    return step instanceof HostStep.Run(var argv)
        && ((argv.contains("xfrm") && !present.contains("xfrm_user"))
            || (argv.getFirst().equals("setkey") && !present.contains("af_key")));
  }

  private static int user(StepResult answer) {
    String number = answer.stdout().strip();
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : -1;
  }

  static Set<String> loadable(String paths) {
    Set<String> needed = new TreeSet<>(FactsQuestions.neededModules());
    needed.retainAll(
        paths
            .lines()
            .map(MODULE::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1).replace('-', '_'))
            .collect(Collectors.toSet()));
    return needed;
  }

  static Set<String> daemons(String stats) {
    return stats
        .lines()
        .map(DAEMON::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<Integer> takenPorts(String sockets) {
    return sockets
        .lines()
        .map(LISTENING::matcher)
        .filter(Matcher::find)
        .map(matcher -> Integer.parseInt(matcher.group(1), 16))
        .filter(IKE_PORTS::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<String> drops(String rules) {
    return rules
        .lines()
        .map(String::strip)
        .filter(rule -> DROP.matcher(rule).find())
        .limit(MOST_RULES)
        .toList();
  }

  /**
   * Prints the rules of a firewall that is there. Whoever lists a table of iptables that is not
   * there makes it: the kernel then loads iptable_filter, and sends every packet through it. An
   * iptables that speaks to nf_tables is not asked, as it would load that, and nft tells the same.
   *
   * @param tables lists those of iptables; a file of /proc, whose length reads as 0
   * @param nfTables is there where nf_tables is
   */
  static List<String> firewall(String tables, String nfTables) {
    return shell(
        """
        if grep -qx filter %s 2>/dev/null; then
          iptables-legacy -S 2>/dev/null || iptables -V | grep -q nf_tables ||
            iptables -S || iptables-save -t filter
        fi
        [ ! -d %s ] || nft list ruleset
        """
            .formatted(tables, nfTables));
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script);
  }
}
