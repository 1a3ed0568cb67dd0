package org.tunnelbench.hostagent.ipsec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.hostagent.plan.Diagnosis;

/**
 * Why racoon brought no keys, by its log and by how far its first phase came. Neither a wrong
 * secret nor a silent peer is said as such by racoon: what is seen of the two differs in the state
 * alone.
 */
record RacoonDiagnosis(RacoonFiles files) implements Diagnosis {
  /** Lines of the log that are read: its end. */
  private static final int MOST_LINES = 200;

  /**
   * States of the first phase in main mode, as {@code racoonctl -l show-sa isakmp} numbers them.
   */
  private static final int ESTABLISHED = 9;

  /** The peer has answered the first message; what then fails is the secret. */
  private static final int PEER_ANSWERED = 4;

  private static final Pattern STATE =
      Pattern.compile("^\\S+\\s+[0-9a-f]{16}:[0-9a-f]{16}\\s+(\\d+)\\s", Pattern.MULTILINE);

  /** It says so once for each direction. */
  private static final String PAIR = "IPsec-SA established";

  /** A negotiation that came to nothing; one after the last pair is what failed. */
  private static final Pattern GIVEN_UP =
      Pattern.compile("negotiation failed due to time up|give up to get IPsec-SA due to time up");

  /** Two cookies, of which the second is the peer's, once it has answered. */
  private static final Pattern GIVEN_UP_AFTER_AN_ANSWER =
      Pattern.compile(
          "phase1 negotiation failed due to time up\\. [0-9a-f]{16}:(?!0{16})[0-9a-f]{16}");

  /** What its log says, the most telling first. */
  private static final Map<Pattern, String> SAYINGS = sayings();

  @Override
  public List<List<String>> questions() {
    return List.of(
        List.of("tail", "-n", Integer.toString(MOST_LINES), files.log()),
        List.of("racoonctl", "-s", files.socket(), "-l", "show-sa", "isakmp"));
  }

  @Override
  public Optional<String> read(String failed, List<String> answers) {
    String log = answers.getFirst();
    for (Map.Entry<Pattern, String> saying : SAYINGS.entrySet()) {
      Optional<MatchResult> said =
          saying.getKey().matcher(log).results().reduce((before, later) -> later);
      if (said.isPresent()) {
        return Optional.of(
            "IKE with %s failed: %s (racoon says \"%s\")"
                .formatted(files.end().there(), saying.getValue(), said.get().group().strip()));
      }
    }
    if (failed.contains(RacoonReady.ENDED)) {
      return Optional.of(
          "IKE with %s failed: %s".formatted(files.end().there(), RacoonReady.ENDED));
    }
    String since = log.substring(log.lastIndexOf(PAIR) + 1);
    if (log.contains(PAIR) && !GIVEN_UP.matcher(since).find()) {
      return Optional.empty();
    }
    return Optional.of(
        "IKE with %s failed: %s".formatted(files.end().there(), byState(answers.getLast(), since)));
  }

  private static String byState(String states, String log) {
    Matcher state = STATE.matcher(states);
    int reached = state.find() ? Integer.parseInt(state.group(1)) : 0;
    if (reached >= ESTABLISHED || log.contains("ISAKMP-SA established")) {
      return "the two ends agreed on a secret but not on the associations";
    }
    if (reached >= PEER_ANSWERED || GIVEN_UP_AFTER_AN_ANSWER.matcher(log).find()) {
      return "the peer answers, but the pre-shared keys of the two ends differ";
    }
    return "the peer is silent: its daemon does not answer, or UDP port 500 is filtered";
  }

  private static Map<Pattern, String> sayings() {
    Map<Pattern, String> sayings = new LinkedHashMap<>();
    sayings.put(
        Pattern.compile("pfkey (UPDATE|ADD) failed: .*"),
        "the kernel lacks an algorithm of the protection");
    sayings.put(
        Pattern.compile(
            "NO-PROPOSAL-CHOSEN|no suitable proposal found|none message must be encrypted.*"),
        "the two ends propose nothing in common");
    sayings.put(
        Pattern.compile("failed to (open|get) pre.?shared.?key.*|couldn't find the pskey.*"),
        "there is no pre-shared key for the peer");
    sayings.put(
        Pattern.compile("failed to bind to address .*|failed to bind .*in use.*"),
        "UDP port 500 is taken");
    sayings.put(
        Pattern.compile("ERROR: (parse error|syntax error|fatal parse failure).*"),
        "its configuration was refused");
    return sayings;
  }
}
