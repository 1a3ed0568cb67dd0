package org.tunnelbench.hostagent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunnelbench.contract.Json;

/**
 * Routes as {@code ip route show} prints them: a line each, and indented below it its further hops,
 * or that the kernel keeps it in its cache.
 */
final class RouteText {
  /** What a line may begin with before the destination (rtnetlink(7), rtm_type). */
  private static final Set<String> TYPES =
      Set.of(
          "unicast",
          "local",
          "broadcast",
          "anycast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat");

  /** Names in JSON of the words that a value follows and that are compared. */
  private static final Map<String, String> COMPARED =
      Map.of(
          "via", "gateway",
          "dev", "dev",
          "table", "table",
          "proto", "protocol",
          "scope", "scope",
          "src", "prefsrc",
          "metric", "metric",
          "from", "src",
          "tos", "tos",
          "weight", "weight");

  /** The table that a host without /etc/iproute2/rt_tables calls so: RT_TABLE_LOCAL. */
  private static final String LOCAL_TABLE = "255";

  /**
   * What is said below a route that the kernel cloned of another for one destination. It does so
   * for IPv6 before 4.2, and ip before 2.6.35 prints these among the rest.
   */
  private static final String CLONE = "cache";

  private static final Set<String> FAMILIES = Set.of("inet", "inet6");

  private RouteText() {}

  /**
   * An entry for each route. Flags, metrics of paths and timers are left out, and so are clones,
   * which the kernel makes and forgets by itself.
   */
  static List<JsonNode> entries(String text) {
    List<ObjectNode> routes = new ArrayList<>();
    for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
      Words words = Words.of(line);
      if (!Character.isWhitespace(line.charAt(0))) {
        routes.add(route(words));
      } else if (words.all().getFirst().equals("nexthop") && !routes.isEmpty()) {
        ObjectNode hop = Json.MAPPER.createObjectNode();
        fields(words.all().iterator(), hop);
        hop.putArray("flags");
        routes.getLast().withArray("nexthops").add(hop);
      } else if (words.all().getFirst().equals(CLONE) && !routes.isEmpty()) {
        routes.removeLast();
      } else {
        throw new IllegalArgumentException("not routes as ip prints them: " + line.strip());
      }
    }
    return List.copyOf(routes);
  }

  private static ObjectNode route(Words words) {
    ObjectNode route = Json.MAPPER.createObjectNode();
    Iterator<String> rest = words.all().iterator();
    String first = rest.next();
    if (TYPES.contains(first)) {
      route.put("type", first);
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("not a route as ip prints it: " + words.all());
      }
      first = rest.next();
    }
    if (!first.equals("default") && !first.matches("[0-9a-f.:]+(/\\d+)?")) {
      throw new IllegalArgumentException("not a route as ip prints it: " + words.all());
    }
    route.put("dst", first);
    fields(rest, route);
    return route;
  }

  private static void fields(Iterator<String> words, ObjectNode entry) {
    while (words.hasNext()) {
      String word = words.next();
      String name = COMPARED.get(word);
      if (name == null || !words.hasNext()) {
        continue;
      }
      String value = words.next();
      if (word.equals("via") && FAMILIES.contains(value) && words.hasNext()) {
        entry.putObject("via").put("family", value).put("host", words.next());
      } else {
        Words.put(entry, name, word.equals("table") && value.equals(LOCAL_TABLE) ? "local" : value);
      }
    }
  }
}
