package org.tunnelbench.hostagent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * Reads devices, addresses and routes out of the entries that {@code ip -d -j} prints, or that were
 * made alike of what an older ip prints as text.
 */
final class IpOutput {
  /** What the kernel says of a link by itself, as cables and peers come and go. */
  private static final Set<String> VOLATILE_FLAGS =
      Set.of("LOWER_UP", "RUNNING", "NO-CARRIER", "DORMANT", "ECHO", "M-DOWN");

  /** What is compared of a device; counters, timers, indices and carrier states are not. */
  private static final List<String> COMPARED_OF_LINK =
      List.of("mtu", "qdisc", "master", "group", "txqlen", "link_type", "address");

  private static final List<String> COMPARED_OF_TUNNEL =
      List.of("remote", "local", "ttl", "tos", "pmtudisc", "ikey", "okey", "external");

  private static final List<String> COMPARED_OF_ADDRESS =
      List.of("local", "address", "prefixlen", "broadcast", "scope", "label");

  /** Changing by themselves: reachability, expiry, what neighbours announce. */
  private static final Set<String> MASKED_OF_ROUTE =
      Set.of("flags", "expires", "cache", "age", "used", "error", "metrics", "pref");

  private static final Set<String> DYNAMIC_ROUTES = Set.of("ra", "redirect");

  private IpOutput() {}

  /** The devices. */
  static List<Link> links(List<JsonNode> devices) {
    List<Link> links = new ArrayList<>();
    for (JsonNode device : devices) {
      JsonNode info = device.path("linkinfo");
      JsonNode data = info.path("info_data");
      links.add(
          new Link(
              text(device, "ifname"),
              text(info, "info_kind"),
              text(data, "local"),
              text(data, "remote"),
              device.path("mtu").asInt(),
              linkLine(device, info, data)));
    }
    return List.copyOf(links);
  }

  /** The addresses; those that routers hand out are left out. */
  static List<Address> addresses(List<JsonNode> devices) {
    List<Address> addresses = new ArrayList<>();
    for (JsonNode device : devices) {
      String name = text(device, "ifname");
      for (JsonNode address : device.path("addr_info")) {
        boolean version4 = text(address, "family").equals("inet");
        if (version4 || !address.path("dynamic").asBoolean()) {
          addresses.add(
              new Address(
                  name,
                  version4 ? Optional.of(network(address)) : Optional.empty(),
                  "address " + name + fields(address, COMPARED_OF_ADDRESS)));
        }
      }
    }
    return List.copyOf(addresses);
  }

  /** The routes of all tables. */
  static List<Route> routes(List<JsonNode> entries) {
    List<Route> routes = new ArrayList<>();
    for (JsonNode route : entries) {
      if (!DYNAMIC_ROUTES.contains(text(route, "protocol"))) {
        routes.add(
            new Route(destination(text(route, "dst")), text(route, "dev"), routeLine(route)));
      }
    }
    return List.copyOf(routes);
  }

  private static String linkLine(JsonNode device, JsonNode info, JsonNode data) {
    Set<String> flags = new TreeSet<>();
    for (JsonNode flag : device.path("flags")) {
      if (!VOLATILE_FLAGS.contains(flag.asText())) {
        flags.add(flag.asText());
      }
    }
    String kind = text(info, "info_kind");
    return "link "
        + text(device, "ifname")
        + (kind.isEmpty() ? "" : " kind " + kind)
        + " flags "
        + String.join(",", flags)
        + fields(device, COMPARED_OF_LINK)
        + fields(data, COMPARED_OF_TUNNEL);
  }

  private static String routeLine(JsonNode route) {
    StringBuilder line = new StringBuilder("route");
    for (Map.Entry<String, JsonNode> field : route.properties()) {
      if (!MASKED_OF_ROUTE.contains(field.getKey())) {
        line.append(' ').append(field.getKey()).append(' ').append(value(field.getValue()));
      }
    }
    return line.toString();
  }

  private static Ipv4Network network(JsonNode address) {
    return new Ipv4Network(
        new Ipv4Address(text(address, "local")), address.path("prefixlen").asInt());
  }

  private static Optional<Ipv4Network> destination(String text) {
    if (text.contains(":") || text.equals("default")) {
      return Optional.empty();
    }
    return Optional.of(
        text.contains("/")
            ? Ipv4Network.parse(text)
            : new Ipv4Network(new Ipv4Address(text), Integer.SIZE));
  }

  private static String fields(JsonNode node, List<String> names) {
    StringBuilder fields = new StringBuilder();
    for (String name : names) {
      if (node.hasNonNull(name)) {
        fields.append(' ').append(name).append(' ').append(value(node.path(name)));
      }
    }
    return fields.toString();
  }

  private static String value(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }
}
