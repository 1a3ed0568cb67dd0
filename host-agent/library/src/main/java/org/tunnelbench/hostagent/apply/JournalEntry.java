package org.tunnelbench.hostagent.apply;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.plan.Traces;

/**
 * What is on the agent's disk before anything is done on a host: how to undo it, and what stood
 * there before. Holds no key.
 *
 * @param version of this form
 * @param digest of the command, to tell a repeated one from another of the same attempt
 * @param undo each argv whatever became of the one before
 * @param lastOfAll what removes the files that {@code undo} needs, once all is seen to be undone
 * @param undoTimer the timer's folder on the host, where one is armed
 * @param before the lines of the snapshot
 */
public record JournalEntry(
    int version,
    Attempt attempt,
    HostName host,
    String digest,
    List<List<String>> undo,
    List<List<String>> lastOfAll,
    Optional<String> undoTimer,
    Traces traces,
    List<String> before) {
  /** The form that this agent writes and reads. */
  public static final int VERSION = 3;

  public JournalEntry {
    InvalidValueException.unless(
        version == VERSION, "journal version", version, "must be " + VERSION);
    undo = undo.stream().map(List::copyOf).toList();
    lastOfAll = lastOfAll.stream().map(List::copyOf).toList();
    before = List.copyOf(before);
  }

  /** The entry of a plan that is about to be applied. */
  public static JournalEntry of(
      Plan plan, String digest, Optional<String> undoTimer, List<String> before) {
    return new JournalEntry(
        VERSION,
        plan.attempt(),
        plan.host(),
        digest,
        plan.inverses(),
        plan.lastOfAll(),
        undoTimer,
        plan.traces(),
        before);
  }

  /** The folders that may stand on the host until all is seen to be undone. */
  public Set<String> standUntilTheEnd() {
    return Stream.concat(lastOfAll.stream().map(List::getLast), undoTimer.stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
