package org.tunnelbench.hostagent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.contract.Json;

/**
 * Devices, with their types or their addresses, as {@code ip link show} and {@code ip address show}
 * print them: a line that begins with the device's number, and indented ones below it.
 */
final class DeviceText {
  private static final Pattern HEADER =
      Pattern.compile("^\\d+: ([^\\s@]+?)(?:@\\S+)?: <([^>]*)> (.*)$");

  /** Words of the first line, by their names in JSON. */
  private static final Map<String, String> OF_HEADER =
      Map.of(
          "mtu", "mtu", "qdisc", "qdisc", "master", "master", "group", "group", "qlen", "txqlen");

  /** What is indented below a device and is not its type. */
  private static final Pattern NO_TYPE =
      Pattern.compile("link/.*|inet6?|valid_lft|alias|altname|vf|prog/.*|.*_slave|[RT]X:|[0-9].*");

  private static final Map<String, String> OF_TUNNEL =
      Map.of("remote", "remote", "local", "local", "ikey", "ikey", "okey", "okey");

  private static final Map<String, String> OF_ADDRESS =
      Map.of("peer", "address", "brd", "broadcast", "scope", "scope");

  /** Words behind an address's scope that are not its label, by ip-address(8). */
  private static final Set<String> ADDRESS_FLAGS =
      Set.of(
          "permanent",
          "dynamic",
          "secondary",
          "temporary",
          "tentative",
          "deprecated",
          "dadfailed",
          "home",
          "nodad",
          "optimistic",
          "mngtmpaddr",
          "noprefixroute",
          "autojoin",
          "stable-privacy");

  private DeviceText() {}

  /**
   * An entry for each device.
   *
   * @param tunnels what is known of tunnels by their names, for those of which the text does not
   *     tell the type
   */
  static List<JsonNode> entries(String text, Map<String, ObjectNode> tunnels) {
    List<ObjectNode> devices = new ArrayList<>();
    for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
      if (!Character.isWhitespace(line.charAt(0))) {
        devices.add(device(line));
      } else if (devices.isEmpty()) {
        throw new IllegalArgumentException("not devices as ip prints them: " + line.strip());
      } else {
        detail(devices.getLast(), Words.of(line));
      }
    }
    for (ObjectNode device : devices) {
      ObjectNode tunnel = tunnels.get(device.path("ifname").asText());
      if (tunnel != null && device.path("linkinfo").path("info_data").isMissingNode()) {
        device.set("linkinfo", tunnel);
      }
    }
    return List.copyOf(devices);
  }

  private static ObjectNode device(String line) {
    Matcher header = HEADER.matcher(line);
    if (!header.matches()) {
      throw new IllegalArgumentException("not a device as ip prints it: " + line);
    }
    ObjectNode device = Json.MAPPER.createObjectNode();
    device.put("ifname", header.group(1));
    ArrayNode flags = device.putArray("flags");
    for (String flag : header.group(2).split(",", -1)) {
      // A flag for which this ip is too old to have a name; older ones print all as one number.
      if (!flag.isEmpty() && !flag.matches("[0-9a-f]+")) {
        flags.add(flag);
      }
    }
    Words.of(header.group(3)).copy(OF_HEADER, device);
    return device;
  }

  private static void detail(ObjectNode device, Words words) {
    String first = words.all().getFirst();
    if (first.startsWith("link/")) {
      device.put("link_type", first.substring("link/".length()));
      if (words.all().size() > 1 && words.all().get(1).matches("[0-9a-f.:]+")) {
        device.put("address", words.all().get(1));
      }
    } else if (first.equals("inet") || first.equals("inet6")) {
      address(device, words);
    } else if (!NO_TYPE.matcher(first).matches() && !device.has("linkinfo")) {
      device.set("linkinfo", type(first, words));
    }
  }

  private static ObjectNode type(String kind, Words words) {
    ObjectNode info = Json.MAPPER.createObjectNode();
    info.put("info_kind", kind);
    if (words.has("remote") && words.has("local")) {
      info.set("info_data", tunnel(words));
    }
    return info;
  }

  /**
   * The fields of a tunnel: what JSON says by 0, true or a number, text says in words of its own.
   */
  static ObjectNode tunnel(Words words) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    words.copy(OF_TUNNEL, data);
    if (words.all().indexOf("ikey") != words.all().lastIndexOf("ikey")) {
      // Up to 2.6.31 the name of the other key was misspelt.
      words.afterLast("ikey").ifPresent(key -> data.put("okey", key));
    }
    words.after("ttl").ifPresent(ttl -> Words.put(data, "ttl", ttl.equals("inherit") ? "0" : ttl));
    words.after("tos").ifPresent(tos -> data.put("tos", tos.equals("inherit") ? "0x1" : tos));
    data.put("pmtudisc", !words.has("nopmtudisc"));
    if (words.has("external")) {
      data.put("external", true);
    }
    return data;
  }

  private static void address(ObjectNode device, Words words) {
    boolean version4 = words.all().getFirst().equals("inet");
    ObjectNode address = Json.MAPPER.createObjectNode();
    String own = words.all().get(1);
    String network = words.after("peer").orElse(own);
    int slash = network.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not an address as ip prints it: " + words.all());
    }
    address.put("family", words.all().getFirst());
    address.put("local", own.replaceFirst("/.*", ""));
    address.put("prefixlen", Integer.parseInt(network.substring(slash + 1)));
    words.copy(OF_ADDRESS, address);
    if (address.has("address")) {
      address.put("address", network.substring(0, slash));
    }
    if (words.has("dynamic")) {
      address.put("dynamic", true);
    }
    if (version4) {
      label(words).ifPresent(label -> address.put("label", label));
    }
    device.withArray("addr_info").add(address);
  }

  private static Optional<String> label(Words words) {
    int scope = words.all().indexOf("scope");
    return words.all().stream()
        .skip(scope + 2L)
        .filter(word -> !ADDRESS_FLAGS.contains(word))
        .findFirst();
  }
}
