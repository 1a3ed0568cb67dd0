package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.EspMode;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.hostagent.plan.BatchTool;
import org.tunnelbench.hostagent.plan.HostFile;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.Word;

/**
 * Policies and associations by setkey(8), from files: its argv would show keys, and with {@code -c}
 * it drops statements silently.
 *
 * <p>{@code spdadd}, since {@code spdupdate} overwrites a policy of the same selector whoever owns
 * it. {@code unique:N} ties the tunnel's policies to its own associations: with {@code require} two
 * tunnels between the same hosts share one. What {@code in} adds, it adds a second time as {@code
 * fwd}, and takes both away.
 */
final class SetkeySteps {
  private final ProtectedEnd end;

  private SetkeySteps(ProtectedEnd end) {
    this.end = end;
  }

  /** Both associations, then both policies. */
  static List<PlannedStep> keyedByHand(ProtectedEnd end, EspSpec.Manual manual, SaKeys keys) {
    SetkeySteps steps = new SetkeySteps(end);
    List<KeyedAssociation> associations = KeyedAssociation.both(end, manual, keys);
    List<List<Word>> lines = new ArrayList<>();
    associations.forEach(association -> lines.add(steps.add(association)));
    lines.addAll(steps.policyLines());
    List<String> undo = new ArrayList<>(steps.deletePolicies());
    associations.reversed().forEach(association -> undo.add(delete(association)));
    return steps.steps(lines, undo);
  }

  /** Both policies, for associations that a daemon makes. */
  static List<PlannedStep> policies(ProtectedEnd end) {
    SetkeySteps steps = new SetkeySteps(end);
    return steps.steps(steps.policyLines(), steps.deletePolicies());
  }

  /**
   * Each statement that undoes stands in a file of its own: setkey stops at the first that the
   * kernel refuses, and what is absent is refused.
   */
  private List<PlannedStep> steps(List<List<Word>> lines, List<String> undo) {
    List<HostFile> files = new ArrayList<>();
    List<List<String>> argvs = new ArrayList<>();
    for (String statement : undo) {
      String path = end.names().setkeyFolder() + "/undo-" + (files.size() + 1);
      files.add(HostFile.open(path, HostFile.PRIVATE, List.of(statement)));
      argvs.add(BatchTool.SETKEY.argv(path));
    }
    return List.of(
        new PlannedStep.KeptFiles(files),
        new PlannedStep.ToolFile(
            BatchTool.SETKEY,
            new HostFile(end.names().setkeyFile(), HostFile.PRIVATE, lines),
            argvs));
  }

  private List<Word> add(KeyedAssociation association) {
    List<Word> words = new ArrayList<>();
    words.add(
        Word.open(
            "add %s %s esp 0x%08x -m %s -u %d -E %s"
                .formatted(
                    association.source(),
                    association.destination(),
                    association.spi(),
                    end.protection().mode(),
                    end.names().requestId(),
                    encryptionName())));
    association.encryptionKey().ifPresent(words::add);
    words.add(Word.open("-A " + end.protection().authentication().orElseThrow().setkeyName()));
    words.add(association.authenticationKey().orElseThrow());
    words.add(Word.open(";"));
    return words;
  }

  private String encryptionName() {
    return end.protection()
        .encryption()
        .setkeyName()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "protection", end.protection(), "must be one that setkey knows"));
  }

  private List<List<Word>> policyLines() {
    return List.of(
        List.of(Word.open(policy(end.here(), end.there(), "out"))),
        List.of(Word.open(policy(end.there(), end.here(), "in"))));
  }

  private String policy(Ipv4Address source, Ipv4Address destination, String direction) {
    String endpoints = end.protection().mode() == EspMode.TUNNEL ? source + "-" + destination : "";
    return "spdadd %s %s %s -P %s ipsec esp/%s/%s/unique:%d;"
        .formatted(
            source,
            destination,
            protocolName(),
            direction,
            end.protection().mode(),
            endpoints,
            end.names().requestId());
  }

  private List<String> deletePolicies() {
    return List.of(
        "spddelete %s %s %s -P in;".formatted(end.there(), end.here(), protocolName()),
        "spddelete %s %s %s -P out;".formatted(end.here(), end.there(), protocolName()));
  }

  private static String delete(KeyedAssociation association) {
    return "delete %s %s esp 0x%08x;"
        .formatted(association.source(), association.destination(), association.spi());
  }

  /** As /etc/protocols has it, which setkey reads. */
  private String protocolName() {
    return end.spec().levels().tunnel() == TunnelKind.IPIP ? "ipencap" : "gre";
  }
}
