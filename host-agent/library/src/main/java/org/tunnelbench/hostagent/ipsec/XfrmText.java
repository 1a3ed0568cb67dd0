package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code ip xfrm policy} and {@code ip xfrm state} print, which no version prints as
 * JSON in full. Keys are passed over, never kept.
 */
public final class XfrmText {
  private static final Pattern SELECTOR =
      Pattern.compile("^src (\\S+) dst (\\S+)(?: proto (\\S+))?.*");

  /** How a policy of a single socket is told: by its direction's number before iproute2 2.6.36. */
  private static final Pattern OF_SOCKET = Pattern.compile("(?m)^\\s+(socket |dir \\d)");

  private static final Pattern REQUEST_ID = Pattern.compile("reqid (\\d+)");
  private static final Pattern IDENTITY =
      Pattern.compile("proto (\\S+) spi 0x([0-9a-f]+).* reqid (\\d+)\\S* mode (\\S+)");
  private static final Pattern PACKETS =
      Pattern.compile("lifetime current:\\s+\\d+\\(bytes\\), (\\d+)\\(packets\\)");

  private XfrmText() {}

  /** The policies of {@code ip xfrm policy}; those of single sockets are left out. */
  public static List<Policy> policies(String text) {
    List<Policy> policies = new ArrayList<>();
    for (String block : SelectorText.blocks(text)) {
      if (!OF_SOCKET.matcher(block).find()) {
        policies.add(policy(block));
      }
    }
    return List.copyOf(policies);
  }

  /** The associations of {@code ip [-s] xfrm state}. */
  public static List<Association> associations(String text) {
    List<Association> associations = new ArrayList<>();
    for (String block : SelectorText.blocks(text)) {
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
        SelectorText.network(selector.group(1)),
        SelectorText.network(selector.group(2)),
        protocol == null ? OptionalInt.empty() : SelectorText.protocol(protocol),
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
        Long.parseLong(identity.group(3)),
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

  private static long number(Pattern pattern, String block) {
    Matcher matcher = pattern.matcher(block);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
