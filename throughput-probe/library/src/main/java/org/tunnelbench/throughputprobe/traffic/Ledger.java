package org.tunnelbench.throughputprobe.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;

/** What one host was asked and what was answered. Used by the host's thread. */
final class Ledger {
  private final TrafficJournal journal;
  private final TrafficOutlet outlet;
  private final Map<JournalKey, List<Report>> answersOfOpen = new HashMap<>();

  Ledger(TrafficJournal journal, TrafficOutlet outlet) {
    this.journal = journal;
    this.outlet = outlet;
  }

  /** The command that was asked under this key before, if one was. */
  Optional<ProbeCommand> asked(JournalKey key) {
    return journal.find(key).map(JournalEntry::command);
  }

  /** What may still run on the host. */
  List<JournalEntry.Open> open() {
    return journal.open();
  }

  /** Something is about to be started. */
  void starting(JournalEntry.Starting entry) {
    journal.save(entry);
  }

  /** It has this process id. */
  void started(JournalEntry.Starting entry, long processId) {
    journal.save(entry.started(processId));
  }

  /** Nothing of it runs any more. */
  void gone(JournalKey key) {
    if (journal.find(key).orElse(null) instanceof JournalEntry.Open entry) {
      journal.save(entry.ended(answers(key)));
      answersOfOpen.remove(key);
    }
  }

  /** Answers what was started, which may be answered again. */
  void answer(JournalKey key, Report report) {
    answersOfOpen.computeIfAbsent(key, first -> new ArrayList<>()).add(report);
    outlet.report(report);
  }

  /** Answers for good what started nothing. */
  void answerForGood(ProbeCommand command, Report report) {
    journal.save(new JournalEntry.Ended(command, List.of(report)));
    outlet.report(report);
  }

  /** Answers without remembering it: what was asked under the same key stands. */
  void answerInPassing(Report report) {
    outlet.report(report);
  }

  /** Answers a command again as it was answered before. */
  void repeatAnswers(JournalKey key) {
    answers(key).forEach(outlet::report);
  }

  /** The reports so far. */
  List<Report> answers(JournalKey key) {
    return journal.find(key).orElse(null) instanceof JournalEntry.Ended ended
        ? ended.reports()
        : answersOfOpen.getOrDefault(key, List.of());
  }
}
