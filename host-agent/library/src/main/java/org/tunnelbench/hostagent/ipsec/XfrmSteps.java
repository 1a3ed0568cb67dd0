package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Encryption;
import org.tunnelbench.contract.host.IpVersion;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.hostagent.plan.BatchTool;
import org.tunnelbench.hostagent.plan.HostFile;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.Word;

/**
 * Policies and associations by ip-xfrm(8). Policies are selected by the tunnel's outer addresses
 * and IP protocol number, since names need /etc/protocols on the host.
 */
final class XfrmSteps {
  /** Length of the integrity check value of AES-GCM in bits (RFC 4106, section 6). */
  private static final int GCM_CHECK_VALUE_BITS = 128;

  private static final Word NO_KEY = Word.open("\"\"");

  private final ProtectedEnd end;
  private final boolean truncates;

  private XfrmSteps(ProtectedEnd end, boolean truncates) {
    this.end = end;
    this.truncates = truncates;
  }

  /**
   * Both associations and both policies. The associations come first, so that no packet finds a
   * policy without one and makes the kernel ask for a key daemon.
   */
  static PlannedStep keyedByHand(
      ProtectedEnd end, EspSpec.Manual manual, SaKeys keys, IpVersion ip) {
    XfrmSteps steps = new XfrmSteps(end, ip.truncatesAuthentication());
    List<KeyedAssociation> associations = KeyedAssociation.both(end, manual, keys);
    List<List<Word>> lines = new ArrayList<>();
    associations.forEach(association -> lines.add(steps.add(association)));
    lines.addAll(steps.policyLines());
    List<List<String>> undo = new ArrayList<>(steps.deletePolicies());
    associations.reversed().forEach(association -> undo.add(delete(association)));
    return steps.step(lines, undo);
  }

  /** Both policies, for associations that a daemon makes. */
  static PlannedStep policies(ProtectedEnd end) {
    XfrmSteps steps = new XfrmSteps(end, true);
    return steps.step(steps.policyLines(), steps.deletePolicies());
  }

  /** Deletes every association of an end's request id, whatever its SPI: those a daemon made. */
  static List<List<String>> deleteNegotiated(ProtectedEnd end) {
    return List.of(
        deleteAll(end.here(), end.there(), end.names().requestId()),
        deleteAll(end.there(), end.here(), end.names().requestId()));
  }

  private static List<String> deleteAll(
      Ipv4Address source, Ipv4Address destination, int requestId) {
    return words(
        "ip xfrm state deleteall src %s dst %s proto esp reqid %d"
            .formatted(source, destination, requestId));
  }

  private PlannedStep step(List<List<Word>> lines, List<List<String>> undo) {
    return new PlannedStep.ToolFile(
        BatchTool.IP, new HostFile(end.names().batchFile(), HostFile.PRIVATE, lines), undo);
  }

  private List<List<Word>> policyLines() {
    return List.of(policy(end.here(), end.there(), "out"), policy(end.there(), end.here(), "in"));
  }

  private List<List<String>> deletePolicies() {
    return List.of(
        deletePolicy(end.there(), end.here(), "in"), deletePolicy(end.here(), end.there(), "out"));
  }

  private List<Word> add(KeyedAssociation association) {
    List<Word> words = new ArrayList<>();
    add(
        words,
        "xfrm state add src %s dst %s proto esp spi 0x%08x reqid %d mode %s"
            .formatted(
                association.source(),
                association.destination(),
                association.spi(),
                end.names().requestId(),
                end.protection().mode()));
    Encryption encryption = end.protection().encryption();
    Word encryptionKey = association.encryptionKey().orElse(NO_KEY);
    if (encryption.authenticates()) {
      add(words, "aead " + encryption.kernelName());
      words.add(encryptionKey);
      add(words, Integer.toString(GCM_CHECK_VALUE_BITS));
      return words;
    }
    Authentication authentication = end.protection().authentication().orElseThrow();
    add(words, (truncates ? "auth-trunc " : "auth ") + authentication.kernelName());
    words.add(association.authenticationKey().orElseThrow());
    if (truncates) {
      add(words, Integer.toString(authentication.truncationBits()));
    }
    add(words, "enc " + encryption.kernelName());
    words.add(encryptionKey);
    return words;
  }

  private List<Word> policy(Ipv4Address source, Ipv4Address destination, String direction) {
    List<Word> words = new ArrayList<>();
    add(words, "xfrm policy add " + selector(source, destination, direction));
    add(words, "tmpl src %s dst %s proto esp".formatted(source, destination));
    add(words, "reqid %d mode %s".formatted(end.names().requestId(), end.protection().mode()));
    return words;
  }

  private List<String> deletePolicy(Ipv4Address source, Ipv4Address destination, String direction) {
    return words("ip xfrm policy delete " + selector(source, destination, direction));
  }

  private static List<String> delete(KeyedAssociation association) {
    return words(
        "ip xfrm state delete src %s dst %s proto esp spi 0x%08x"
            .formatted(association.source(), association.destination(), association.spi()));
  }

  private String selector(Ipv4Address source, Ipv4Address destination, String direction) {
    return "src %s/32 dst %s/32 proto %d dir %s"
        .formatted(source, destination, end.protocol(), direction);
  }

  private static void add(List<Word> words, String text) {
    for (String word : text.split(" ", -1)) {
      words.add(Word.open(word));
    }
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
