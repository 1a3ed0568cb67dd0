package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * Reads what {@code ip xfrm policy} and {@code ip xfrm state} print, which no version prints as
 * JSON in full. Keys are passed over, never kept.
 */
public final class XfrmText {
  private static final Pattern SELECTOR =
      Pattern.compile("^src (\\S+) dst (\\S+)(?: proto (\\S+))?.*");
  private static final Pattern REQUEST_ID = Pattern.compile("reqid (\\d+)");
  private static final Pattern IDENTITY =
      Pattern.compile("proto (\\S+) spi 0x([0-9a-f]+).* reqid (\\d+)\\S* mode (\\S+)");
  private static final Pattern PACKETS =
      Pattern.compile("lifetime current:\\s+\\d+\\(bytes\\), (\\d+)\\(packets\\)");

  /** Protocol names of /etc/protocols that a selector is likely to have. */
  private static final Map<String, Integer> PROTOCOLS =
      Map.of(
          "icmp", 1, "ipencap", 4, "ipip", 4, "tcp", 6, "udp", 17, "ipv6", 41, "gre", 47, "esp", 50,
          "ah", 51, "sctp", 132);

  private XfrmText() {}

  /** The policies of {@code ip xfrm policy}; those of single sockets are left out. */
  public static List<Policy> policies(String text) {
    List<Policy> policies = new ArrayList<>();
    for (String block : blocks(text)) {
      if (!block.contains("socket ")) {
        policies.add(policy(block));
      }
    }
    return List.copyOf(policies);
  }

  /** The associations of {@code ip [-s] xfrm state}. */
  public static List<Association> associations(String text) {
    List<Association> associations = new ArrayList<>();
    for (String block : blocks(text)) {
      associations.add(association(block));
    }
    return List.copyOf(associations);
  }

  private static Policy policy(String block) {
    Matcher selector = SELECTOR.matcher(block.lines().findFirst().orElse(""));
    if (!selector.matches()) {
      throw new IllegalArgumentException("not a policy as ip-xfrm prints it: " + block);
    }
    String protocol = selector.group(3);
    return new Policy(
        network(selector.group(1)),
        network(selector.group(2)),
        protocol == null ? OptionalInt.empty() : protocolNumber(protocol),
        number(REQUEST_ID, block),
        "policy " + String.join(" ", block.trim().split("\\s+", -1)));
  }

  private static Association association(String block) {
    Matcher addresses = SELECTOR.matcher(block.lines().findFirst().orElse(""));
    Matcher identity = IDENTITY.matcher(block);
    if (!addresses.matches() || !identity.find()) {
      throw new IllegalArgumentException("not an association as ip-xfrm prints it");
    }
    String source = addresses.group(1);
    String destination = addresses.group(2);
    String line =
        "association %s %s %s spi 0x%s reqid %s mode %s%s"
            .formatted(
                source,
                destination,
                identity.group(1),
                identity.group(2),
                identity.group(3),
                identity.group(4),
                algorithms(block));
    return new Association(
        source,
        destination,
        identity.group(1),
        Long.parseLong(identity.group(2), 16),
        Integer.parseInt(identity.group(3)),
        number(PACKETS, block),
        line);
  }

  private static String algorithms(String block) {
    StringBuilder algorithms = new StringBuilder();
    for (String line : block.lines().map(String::trim).toList()) {
      String[] words = line.split("\\s+", 3);
      if (words.length > 1
          && List.of("auth", "auth-trunc", "enc", "aead", "comp").contains(words[0])) {
        algorithms.append(' ').append(words[0]).append(' ').append(words[1]);
      }
    }
    return algorithms.toString();
  }

  private static List<String> blocks(String text) {
    List<StringBuilder> blocks = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        blocks.add(new StringBuilder());
      }
      if (blocks.isEmpty()) {
        throw new IllegalArgumentException("not what ip-xfrm prints: it begins with blanks");
      }
      blocks.getLast().append(line).append('\n');
    }
    return blocks.stream().map(StringBuilder::toString).toList();
  }

  private static Optional<Ipv4Network> network(String text) {
    if (text.contains(":")) {
      return Optional.empty();
    }
    return Optional.of(
        text.contains("/")
            ? Ipv4Network.parse(text)
            : new Ipv4Network(new Ipv4Address(text), Integer.SIZE));
  }

  private static OptionalInt protocolNumber(String protocol) {
    Integer known = PROTOCOLS.get(protocol);
    if (known != null) {
      return OptionalInt.of(known);
    }
    return protocol.matches("\\d{1,3}")
        ? OptionalInt.of(Integer.parseInt(protocol))
        : OptionalInt.empty();
  }

  private static int number(Pattern pattern, String block) {
    Matcher matcher = pattern.matcher(block);
    return matcher.find() ? Integer.parseUnsignedInt(matcher.group(1)) : 0;
  }
}
