package org.tunnelbench.hostagent.ipsec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.hostagent.plan.Diagnosis;

/**
 * Why charon brought no keys, by its log.
 *
 * @param file that holds the log
 * @param peer the address of the other end
 */
record StrongswanDiagnosis(String file, Ipv4Address peer) implements Diagnosis {
  /** Lines of the log that are read: its end. */
  private static final int MOST_LINES = 200;

  /** Of a charon that did not come so far, what the shell says of it tells more. */
  private static final Pattern BEGUN = Pattern.compile("\\d\\[(CFG|NET|IKE)]");

  private static final Pattern ESTABLISHED = Pattern.compile("CHILD_SA tunnel\\{\\d+} established");

  /** A negotiation that came to nothing; one after the last pair is what failed. */
  private static final Pattern GIVEN_UP =
      Pattern.compile("giving up after \\d+ retransmits|establishing (IKE|CHILD)_SA failed");

  /** The first that is found counts: one cause shows in several ways. */
  private static final List<Cause> CAUSES =
      List.of(
          new Cause(
              "the kernel lacks an algorithm of the protection",
              "received netlink error: .*|unable to (add SAD entry|install inbound).*"),
          new Cause(
              "the pre-shared keys of the two ends differ",
              "received AUTHENTICATION_FAILED.*|.*MAC mismatched|could not decrypt payloads"),
          new Cause(
              "the two ends propose nothing in common",
              "received NO_PROPOSAL_CHOSEN.*|no (matching|acceptable) proposal found.*"),
          new Cause(
              "UDP port 500 or 4500 is taken",
              "unable to bind socket: .*|no socket implementation registered.*"));

  @Override
  public List<List<String>> questions() {
    return List.of(List.of("tail", "-n", Integer.toString(MOST_LINES), file));
  }

  @Override
  public Optional<String> read(String failed, List<String> answers) {
    String log = answers.getFirst();
    if (!BEGUN.matcher(log).find()) {
      return Optional.empty();
    }
    for (Cause cause : CAUSES) {
      Matcher said = cause.sign().matcher(log);
      if (said.find()) {
        return Optional.of(
            "IKE with %s failed: %s (charon says \"%s\")"
                .formatted(peer, cause.meaning(), said.group(1)));
      }
    }
    Optional<String> since = sinceTheLastPair(log);
    if (since.isPresent() && !GIVEN_UP.matcher(since.get()).find()) {
      return Optional.empty();
    }
    return Optional.of(
        "IKE with %s failed: %s"
            .formatted(
                peer,
                since.orElse(log).contains("received packet")
                    ? "it did not end in time"
                    : "the peer is silent: its daemon does not answer, or UDP port 500 is"
                        + " filtered"));
  }

  /** What the log says after the last pair of associations; absent where there was none. */
  private static Optional<String> sinceTheLastPair(String log) {
    return ESTABLISHED
        .matcher(log)
        .results()
        .reduce((before, later) -> later)
        .map(last -> log.substring(last.end()));
  }

  /** What a line of the log means, behind its time, thread and group. */
  private record Cause(String meaning, Pattern sign) {
    Cause(String meaning, String sign) {
      this(meaning, Pattern.compile("^\\S+ \\d+\\[[A-Z]+] (" + sign + ")$", Pattern.MULTILINE));
    }
  }
}
