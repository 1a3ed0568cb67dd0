package org.tunnelbench.hostagent.ipsec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * Reads what {@code setkey -DP} and {@code setkey -D} print, for hosts whose ip(8) knows no xfrm.
 * Keys are passed over, never kept; policies of single sockets, of which racoon makes dozens, are
 * left out.
 */
public final class SetkeyText {
  /** Prints policies. */
  public static final List<String> POLICIES = List.of("setkey", "-DP");

  /** Prints associations, keys and all: what it prints is never to be shown. */
  public static final List<String> ASSOCIATIONS = List.of("setkey", "-D");

  private static final Pattern ADDRESSES = Pattern.compile("^(\\S+) (\\S+) ?(\\S*)\\s*$");
  private static final Pattern IDENTITY =
      Pattern.compile(
          "(esp|ah|ipcomp|esp-udp) mode=(\\S+) spi=(\\d+)\\(0x([0-9a-f]+)\\) reqid=(\\d+)");
  private static final Pattern ALGORITHM = Pattern.compile("(?m)^\\s+([AEC]): (\\S+)");
  private static final Pattern PACKETS = Pattern.compile("allocated: (\\d+)");
  private static final Pattern REQUEST_ID = Pattern.compile("/unique[:#](\\d+)");

  /** Lines of a policy that say when and how often, and in which order it was dumped. */
  private static final Pattern VOLATILE = Pattern.compile("^\\s+(created|lifetime|spid|refcnt).*");

  private SetkeyText() {}

  /** The policies of {@code setkey -DP}. */
  public static List<Policy> policies(String text) {
    return blocks(text, "No SPD entries.").stream()
        .filter(block -> !block.startsWith("(per-socket policy)"))
        .map(SetkeyText::policy)
        .toList();
  }

  /** The associations of {@code setkey -D}. */
  public static List<Association> associations(String text) {
    return blocks(text, "No SAD entries.").stream().map(SetkeyText::association).toList();
  }

  private static Policy policy(String block) {
    List<String> lines = block.lines().toList();
    Matcher selector = ADDRESSES.matcher(lines.getFirst());
    if (!selector.matches()) {
      throw new IllegalArgumentException("not a policy as setkey prints it: " + lines.getFirst());
    }
    StringBuilder line = new StringBuilder("policy");
    lines.stream()
        .filter(each -> !VOLATILE.matcher(each).matches())
        .forEach(each -> line.append(' ').append(each.strip()));
    Matcher requestId = REQUEST_ID.matcher(block);
    return new Policy(
        network(selector.group(1)),
        network(selector.group(2)),
        SelectorText.protocol(selector.group(3)),
        requestId.find() ? Long.parseLong(requestId.group(1)) : 0,
        line.toString());
  }

  private static Association association(String block) {
    Matcher addresses = ADDRESSES.matcher(block.lines().findFirst().orElse(""));
    Matcher identity = IDENTITY.matcher(block);
    if (!addresses.matches() || !identity.find()) {
      throw new IllegalArgumentException("not an association as setkey prints it");
    }
    StringBuilder line =
        new StringBuilder(
            "association %s %s %s spi 0x%s reqid %s mode %s"
                .formatted(
                    addresses.group(1),
                    addresses.group(2),
                    identity.group(1),
                    identity.group(4),
                    identity.group(5),
                    identity.group(2)));
    Matcher algorithm = ALGORITHM.matcher(block);
    while (algorithm.find()) {
      line.append(' ').append(algorithm.group(1)).append(' ').append(algorithm.group(2));
    }
    Matcher packets = PACKETS.matcher(block);
    return new Association(
        addresses.group(1),
        addresses.group(2),
        identity.group(1),
        Long.parseLong(identity.group(3)),
        Long.parseLong(identity.group(5)),
        packets.find() ? Long.parseLong(packets.group(1)) : 0,
        line.toString());
  }

  private static List<String> blocks(String text, String none) {
    return text.strip().equals(none) ? List.of() : SelectorText.blocks(text);
  }

  /** An address or a network, with its port in brackets behind it. */
  private static Optional<Ipv4Network> network(String text) {
    return SelectorText.network(text.replaceFirst("\\[.*", ""));
  }
}
