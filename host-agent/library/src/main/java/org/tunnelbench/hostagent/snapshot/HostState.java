package org.tunnelbench.hostagent.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tunnelbench.hostagent.ipsec.Association;
import org.tunnelbench.hostagent.ipsec.Policy;
import org.tunnelbench.hostagent.plan.Traces;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.setting.SettingValues;

/** What stands on a host at one moment. */
public record HostState(
    List<Link> links,
    List<Address> addresses,
    List<Route> routes,
    List<Policy> policies,
    List<Association> associations,
    KeyDaemons keyDaemons,
    SettingValues settings) {
  public HostState {
    links = List.copyOf(links);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    policies = List.copyOf(policies);
    associations = List.copyOf(associations);
  }

  /** Of a host where no daemon negotiates keys, and of which no settings are looked at. */
  public HostState(
      List<Link> links,
      List<Address> addresses,
      List<Route> routes,
      List<Policy> policies,
      List<Association> associations) {
    this(
        links,
        addresses,
        routes,
        policies,
        associations,
        KeyDaemons.NONE,
        SettingValues.read(Map.of()));
  }

  /** The same with these key daemons. */
  HostState with(KeyDaemons found) {
    return new HostState(links, addresses, routes, policies, associations, found, settings);
  }

  /** One line for each thing, sorted, without what changes by itself. */
  public List<String> lines() {
    return Stream.of(
            links.stream().map(Link::line),
            addresses.stream().map(Address::line),
            routes.stream().map(Route::line),
            policies.stream().map(Policy::line),
            associations.stream()
                .filter(association -> association.spi() != 0)
                .map(Association::line),
            keyDaemons.lines(),
            settings.lines().stream())
        .flatMap(lines -> lines)
        .sorted()
        .toList();
  }

  /**
   * The lines of the settings that differ from those before, and that undoing puts back. One that
   * somebody else has changed meanwhile stays as it is, and would keep the host back for ever.
   *
   * @param undo the commands that undo
   */
  public List<String> changedSettings(List<String> before, List<List<String>> undo) {
    return settings.values().entrySet().stream()
        .filter(now -> isPutBack(now.getKey(), now.getValue(), before, undo))
        .map(now -> now.getKey().line(now.getValue()))
        .sorted()
        .toList();
  }

  private static boolean isPutBack(
      Setting setting, String now, List<String> before, List<List<String>> undo) {
    return before.stream()
        .flatMap(line -> setting.valueIn(line).stream())
        .anyMatch(
            value ->
                !value.equals(now)
                    && undo.stream().anyMatch(argv -> putsBack(argv, setting.put(value))));
  }

  /** Whether a command puts a setting, alone or, as journals of old have it, among others. */
  private static boolean putsBack(List<String> argv, List<String> put) {
    int words = put.size() - 2;
    return argv.equals(put)
        || (argv.size() > put.size()
            && words > 0
            && argv.subList(0, words).equals(put.subList(0, words))
            && Collections.indexOfSubList(argv, put.subList(words, put.size())) >= words);
  }

  /**
   * The lines of what an attempt made and what stood there before it did not; what it set is told
   * by {@link #changedSettings}. That the kernel asks a key daemon for an association, which has no
   * SPI yet, is none of it: it ends by itself, and nobody can end it.
   */
  public List<String> madeBy(Traces traces, List<String> before) {
    List<String> found = new ArrayList<>();
    if (traces.negotiates()) {
      keyDaemons.lines().forEach(found::add);
    }
    links.stream()
        .filter(link -> link.name().startsWith(traces.prefix()))
        .forEach(link -> found.add(link.line()));
    addresses.stream()
        .filter(
            address ->
                address.device().startsWith(traces.prefix())
                    || Overlap.any(address.network(), traces.inner()))
        .forEach(address -> found.add(address.line()));
    routes.stream()
        .filter(
            route ->
                route.device().startsWith(traces.prefix())
                    || Overlap.any(route.destination(), traces.inner()))
        .forEach(route -> found.add(route.line()));
    policies.stream()
        .filter(policy -> policy.requestId() == traces.requestId())
        .forEach(policy -> found.add(policy.line()));
    associations.stream()
        .filter(association -> association.spi() != 0)
        .filter(association -> association.requestId() == traces.requestId())
        .forEach(association -> found.add(association.line()));
    found.removeAll(before);
    return List.copyOf(found);
  }

  /**
   * What differs between the lines before and now, one line each: {@code + …} for what is new,
   * {@code - …} for what is gone. Of lines that are equal each counts, since of two things that
   * read alike one can go.
   */
  public List<String> differencesFrom(List<String> before) {
    List<String> gone = new ArrayList<>(before);
    List<String> differences = new ArrayList<>();
    for (String line : lines()) {
      if (!gone.remove(line)) {
        differences.add("+ " + line);
      }
    }
    gone.forEach(line -> differences.add("- " + line));
    return List.copyOf(differences);
  }
}
