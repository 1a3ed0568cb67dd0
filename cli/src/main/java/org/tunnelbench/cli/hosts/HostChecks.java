package org.tunnelbench.cli.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.lab.doctor.Check;

/** What one host has, and what it lacks to take part. */
final class HostChecks {
  private final HostLook.Open look;
  private final List<Check> checks = new ArrayList<>();

  private HostChecks(HostLook.Open look) {
    this.look = look;
  }

  static List<Check> of(HostLook look) {
    return switch (look) {
      case HostLook.Shut(var entry, var reason) ->
          List.of(
              Check.missing(
                  "reached",
                  reason,
                  "Correct what is said here, in the file or on the host, and look again."));
      case HostLook.Open open -> new HostChecks(open).checks();
    };
  }

  private List<Check> checks() {
    checks.add(Check.present("reached", way(look.entry())));
    checks.add(root());
    checks.add(Check.present("kernel", look.facts().kernel()));
    checks.add(underlay());
    new TreeMap<>(look.facts().tools())
        .forEach((tool, version) -> checks.add(Check.present("tool " + tool, version)));
    checks.add(modules());
    capabilities(Capabilities.of(look.factsOnceLoaded()));
    checks.add(firewall());
    checks.add(ike());
    return List.copyOf(checks);
  }

  private static String way(HostEntry entry) {
    return switch (entry.kind()) {
      case LOCAL -> "this machine";
      case NETNS -> "namespace " + entry.namespace().orElse("");
      case SSH -> entry.ssh().map(HostChecks::way).orElse("");
    };
  }

  private static String way(SshEntry ssh) {
    String jumps =
        ssh.jumps().isEmpty()
            ? ""
            : ", through "
                + ssh.jumps().stream().map(SshServerEntry::shown).collect(Collectors.joining(", "));
    String key =
        switch (ssh.server().hostKey()) {
          case HostKeyTrust.Pinned pinned -> "its host key is the pinned one";
          case HostKeyTrust.KnownHosts(var path) -> "its host key is the one in " + path;
        };
    return ssh.server().shown() + jumps + "; " + key;
  }

  private Check root() {
    if (look.user() == 0) {
      boolean bySudo = look.entry().ssh().map(ssh -> ssh.root() != RootAccess.LOGIN).orElse(false);
      return Check.present("root", bySudo ? "by sudo" : "by login");
    }
    return Check.missing(
        "root",
        "the user's number is " + look.user(),
        "Log in as root, or write sudo: true (and let sudo ask for no password).");
  }

  private Check underlay() {
    HostFacts facts = look.facts();
    return Check.present(
        "underlay",
        "%s on %s, MTU %d"
            .formatted(facts.underlay(), facts.underlayInterface(), facts.underlayMtu()));
  }

  private Check modules() {
    Set<String> loadable = new TreeSet<>(look.loadable());
    loadable.removeAll(look.facts().modules());
    return Check.present(
        "modules",
        "loaded or built in: %s; can be loaded: %s"
            .formatted(words(new TreeSet<>(look.facts().modules())), words(loadable)));
  }

  private static String words(Set<String> words) {
    return words.isEmpty() ? "none" : String.join(" ", words);
  }

  private void capabilities(List<Capability> all) {
    all.stream()
        .filter(capability -> capability.factor().equals(Capabilities.TRAFFIC))
        .filter(capability -> !capability.isThere())
        .forEach(capability -> checks.add(lack(capability, Check.Verdict.MISSING)));
    Map<String, List<Capability>> byFactor =
        all.stream()
            .filter(capability -> !capability.factor().equals(Capabilities.TRAFFIC))
            .collect(Collectors.groupingBy(Capability::factor, TreeMap::new, Collectors.toList()));
    byFactor.forEach(this::factor);
  }

  private void factor(String factor, List<Capability> levels) {
    String there =
        levels.stream()
            .filter(Capability::isThere)
            .map(Capability::level)
            .collect(Collectors.joining(", "));
    if (!there.isEmpty()) {
      checks.add(Check.present(factor, there));
    }
    boolean needed = there.isEmpty() && factor.equals("tunnel");
    levels.stream()
        .filter(level -> !level.isThere())
        .map(level -> lack(level, needed ? Check.Verdict.MISSING : Check.Verdict.DISPENSABLE))
        .forEach(checks::add);
  }

  private static Check lack(Capability capability, Check.Verdict verdict) {
    return new Check(
        capability.factor() + " " + capability.level(),
        verdict,
        "cannot be done",
        "The host " + String.join("; it ", capability.lacks()) + ".");
  }

  private Check firewall() {
    return Check.present(
        "firewall",
        look.drops().isEmpty()
            ? "no rule that drops was seen"
            : "rules that drop: " + String.join("; ", look.drops()));
  }

  private Check ike() {
    if (look.daemons().isEmpty() && look.takenPorts().isEmpty()) {
      return Check.present("room for IKE", "no daemon runs, and its ports are free");
    }
    return Check.dispensable(
        "room for IKE",
        (look.daemons().isEmpty()
                ? "somebody listens"
                : String.join(", ", new TreeSet<>(look.daemons())) + " runs")
            + (look.takenPorts().isEmpty()
                ? ""
                : " on UDP port "
                    + new TreeSet<>(look.takenPorts())
                        .stream().map(String::valueOf).collect(Collectors.joining(" and "))),
        "Keying by racoon or strongSwan needs a host of its own: stop it for the time, or use keying manual.");
  }
}
