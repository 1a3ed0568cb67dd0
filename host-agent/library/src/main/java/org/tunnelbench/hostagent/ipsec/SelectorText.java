package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;

/** Reads what ip(8) and setkey(8) print alike: blocks of lines, and what a policy selects. */
final class SelectorText {
  /**
   * Protocols by the names of /etc/protocols that a selector is likely to have; that of 4 differs
   * from one distribution to the next, and setkey has its own.
   */
  private static final Map<String, Integer> PROTOCOLS =
      Map.ofEntries(
          Map.entry("icmp", 1),
          Map.entry("ipencap", 4),
          Map.entry("ipv4", 4),
          Map.entry("ip4", 4),
          Map.entry("tcp", 6),
          Map.entry("udp", 17),
          Map.entry("ipv6", 41),
          Map.entry("gre", 47),
          Map.entry("esp", 50),
          Map.entry("ah", 51),
          Map.entry("ipip", 94),
          Map.entry("sctp", 132));

  private SelectorText() {}

  /** Blocks of which each begins in the first column; what follows is indented. */
  static List<String> blocks(String text) {
    List<StringBuilder> blocks = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        blocks.add(new StringBuilder());
      }
      if (blocks.isEmpty()) {
        throw new IllegalArgumentException("it begins with blanks");
      }
      blocks.getLast().append(line).append('\n');
    }
    return blocks.stream().map(StringBuilder::toString).toList();
  }

  /** An address or a network; absent for IPv6. */
  static Optional<Ipv4Network> network(String text) {
    if (text.contains(":")) {
      return Optional.empty();
    }
    return Optional.of(
        text.contains("/")
            ? Ipv4Network.parse(text)
            : new Ipv4Network(new Ipv4Address(text), Integer.SIZE));
  }

  /** The number of an IP protocol; absent where the word means any, or is not known. */
  static OptionalInt protocol(String word) {
    if (word.matches("\\d{1,3}")) {
      return OptionalInt.of(Integer.parseInt(word));
    }
    Integer known = PROTOCOLS.get(word);
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }
}
