package org.tunnelbench.cli.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.lab.doctor.Check;

/** What passes between the two hosts of a pair, and what is in the way. */
final class PathChecks {
  private final HostLook.Open first;
  private final HostLook.Open second;
  private final List<PathLook> looks;
  private final Map<HostName, HostLook.Open> byName;
  private final List<Check> checks = new ArrayList<>();

  private PathChecks(HostLook.Open first, HostLook.Open second, List<PathLook> looks) {
    this.first = first;
    this.second = second;
    this.looks = looks;
    this.byName = Map.of(first.entry().name(), first, second.entry().name(), second);
  }

  /**
   * Checks.
   *
   * @param looks one in each direction
   */
  static List<Check> of(HostLook.Open first, HostLook.Open second, List<PathLook> looks) {
    return new PathChecks(first, second, looks).checks();
  }

  /** What is said of a pair one of whose hosts was not reached, or was lost. */
  static List<Check> untold(String reason) {
    return List.of(
        Check.missing(
            "path",
            "cannot be told, because " + reason,
            "Look again once both hosts can be reached."));
  }

  private List<Check> checks() {
    looks.forEach(look -> checks.add(reaches(look)));
    looks.forEach(look -> checks.add(mtu(look)));
    for (IpProbe probe : IpProbe.values()) {
      looks.forEach(look -> checks.add(passes(probe, look)));
    }
    checks.add(wayIsFree());
    return List.copyOf(checks);
  }

  private static String name(String what, PathLook look) {
    return "%s %s → %s".formatted(what, look.from(), look.to());
  }

  private Check reaches(PathLook look) {
    String what = name("ping", look);
    String found =
        "%d of %d answered, %d %% lost"
            .formatted(look.answered(), look.sent(), 100 - 100 * look.answered() / look.sent());
    if (look.answered() == look.sent()) {
      return Check.present(what, found);
    }
    return look.answered() > 0
        ? Check.dispensable(what, found, "Look for what loses packets: results would vary with it.")
        : Check.missing(
            what,
            found,
            "Look whether %s is the address that %s reaches, and let ICMP echo pass: proofs ping."
                .formatted(underlay(look.to()), look.from()));
  }

  private Check mtu(PathLook look) {
    String what = name("MTU", look);
    int smaller = Math.min(first.facts().underlayMtu(), second.facts().underlayMtu());
    if (look.mtu().isEmpty()) {
      return Check.dispensable(
          what,
          "cannot be told, because %s"
              .formatted(
                  look.answered() == 0
                      ? "no ping is answered"
                      : "the ping of " + look.from() + " cannot forbid to cut packets"),
          "Name the MTU of tunnels in experiments where the path is narrower than %d bytes."
              .formatted(smaller));
    }
    int mtu = look.mtu().getAsInt();
    return mtu >= smaller
        ? Check.present(what, mtu + " bytes")
        : Check.dispensable(
            what,
            "%d bytes, and the interfaces have %d".formatted(mtu, smaller),
            "Name an mtu in experiments that leaves room for the tunnel and ESP within %d bytes."
                .formatted(mtu));
  }

  private Check passes(IpProbe probe, PathLook look) {
    String what = name(probe.toString(), look);
    return switch (look.packets()) {
      case PathLook.RawPackets.Untold(var reason) ->
          Check.dispensable(
              what,
              "cannot be told, because " + reason,
              ("Install perl (Debian: perl-base) or python there and look again, or look yourself whether %s"
                      + " passes a firewall on the way.%s")
                  .formatted(probe.packets(), rules(look.to())));
      case PathLook.RawPackets.Told told ->
          told.obstacle(probe)
              .map(
                  obstacle ->
                      Check.missing(what, probe.packets() + " was " + obstacle, pass(probe, look)))
              .orElseGet(() -> Check.present(what, probe.packets() + " passes"));
    };
  }

  private String pass(IpProbe probe, PathLook look) {
    return "Let it pass, on %s (iptables -I INPUT %s -s %s -j ACCEPT) and on every firewall on the way.%s"
        .formatted(look.to(), probe.match(), underlay(look.from()), rules(look.to()));
  }

  private String rules(HostName host) {
    HostLook.Open look = byName.getOrDefault(host, first);
    return look.drops().isEmpty()
        ? ""
        : " %s has rules that drop: %s.".formatted(host, String.join("; ", look.drops()));
  }

  private Ipv4Address underlay(HostName host) {
    return byName.getOrDefault(host, first).facts().underlay();
  }

  private Check wayIsFree() {
    List<String> obstacles = List.copyOf(InTheWay.between(first, second));
    return obstacles.isEmpty()
        ? Check.present("room for tunnels", "nothing is in the way")
        : Check.missing(
            "room for tunnels",
            String.join("; ", obstacles),
            "Take it away for the time, or measure on other hosts: trials are refused, and only what a trial made is ever removed.");
  }
}
