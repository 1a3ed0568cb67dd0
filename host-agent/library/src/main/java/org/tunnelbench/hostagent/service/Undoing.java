package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostagent.apply.JournalEntry;
import org.tunnelbench.hostagent.apply.Undone;

/** Undoes attempts, and keeps the book of it: an entry ends where all that it names is gone. */
record Undoing(HostHands hands, AttemptBook book) {
  /**
   * What became of an attempt.
   *
   * @param remains why the host is not clean, where it is not
   */
  record Outcome(Report.EndpointDown down, Optional<String> remains) {}

  /**
   * Undoes an attempt.
   *
   * @param why it is undone, where nobody asked for it
   */
  Outcome undo(JournalEntry entry, HostFacts facts, Optional<Failure> why)
      throws HostUnreachableException, InterruptedException {
    Undone undone = hands.undo(entry, facts);
    Report.EndpointDown down =
        new Report.EndpointDown(
            entry.attempt(), hands.host(), undone.differences(), undone.remains().or(() -> why));
    book.down(entry, down);
    return new Outcome(down, end(entry, undone, facts));
  }

  /**
   * Undoes everything that the journal says, also what was undone in part before.
   *
   * @param news is told what was not told before
   * @return why the host is not clean, where it is not
   */
  Optional<String> undoAll(HostFacts facts, Consumer<Report.EndpointDown> news)
      throws HostUnreachableException, InterruptedException {
    Optional<String> remains = Optional.empty();
    try {
      for (JournalEntry entry : book.open()) {
        Optional<String> ofThis =
            book.downOf(entry.attempt()).isPresent()
                ? end(entry, hands.undo(entry, facts), facts)
                : undoAndTell(entry, facts, news);
        remains = ofThis.isPresent() ? ofThis : remains;
      }
      return remains;
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> undoAndTell(
      JournalEntry entry, HostFacts facts, Consumer<Report.EndpointDown> news)
      throws HostUnreachableException, InterruptedException {
    Outcome outcome = undo(entry, facts, Optional.empty());
    news.accept(outcome.down());
    return outcome.remains();
  }

  private Optional<String> end(JournalEntry entry, Undone undone, HostFacts facts)
      throws HostUnreachableException, InterruptedException {
    if (undone.remains().isEmpty()) {
      hands.returnModules(book, facts);
      book.end(entry);
    }
    return undone.remains().map(Failure::message);
  }
}
