package org.tunnelbench.hostagent.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.Json;

/** Tunnels as {@code ip tunnel show} prints them, a line each. */
final class TunnelText {
  /** Type of device by the mode that {@code ip tunnel} calls it. */
  private static final Map<String, String> KINDS =
      Map.of(
          "ip/ip", "ipip",
          "gre/ip", "gre",
          "ipv6/ip", "sit",
          // tunl0, which takes more than one protocol.
          "any/ip", "ipip",
          "unknown/ip", "ipip");

  private TunnelText() {}

  /** What JSON would have as {@code linkinfo}, by the tunnel's name. */
  static Map<String, ObjectNode> entries(String text) {
    Map<String, ObjectNode> tunnels = new HashMap<>();
    for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
      int colon = line.indexOf(": ");
      Words words = Words.of(line.substring(colon + 1));
      // Statistics and the like stand indented below a tunnel.
      if (colon > 0 && !Character.isWhitespace(line.charAt(0)) && words.has("remote")) {
        tunnels.put(line.substring(0, colon), entry(words));
      }
    }
    return tunnels;
  }

  private static ObjectNode entry(Words words) {
    ObjectNode info = Json.MAPPER.createObjectNode();
    String mode = words.all().getFirst();
    info.put("info_kind", Optional.ofNullable(KINDS.get(mode)).orElse(mode));
    ObjectNode data = DeviceText.tunnel(words);
    words
        .after("key")
        .ifPresent(
            key -> {
              data.put("ikey", key);
              data.put("okey", key);
            });
    info.set("info_data", data);
    return info;
  }
}
