package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostagent.apply.Journal;
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
    Report.EndpointDown down = down(entry, undone, why);
    book.down(entry, down);
    return new Outcome(down, end(entry, undone, facts));
  }

  /**
   * Undoes everything that the journal says, also what was undone in part before, after the host
   * was out of sight. An entry that cannot be undone, or read, keeps no other from being undone.
   *
   * @param news is told what was not told before
   * @return why the host is not clean, where it is not
   */
  Optional<String> undoAll(HostFacts facts, Consumer<Report.EndpointDown> news)
      throws HostUnreachableException, InterruptedException {
    try {
      Journal.Open open = book.open();
      List<String> remains = new ArrayList<>();
      List<RuntimeException> faults = new ArrayList<>();
      for (JournalEntry entry : open.entries()) {
        try {
          recover(entry, facts, news).ifPresent(remains::add);
        } catch (RuntimeException e) {
          faults.add(e);
        }
      }
      if (!faults.isEmpty()) {
        RuntimeException first = faults.removeFirst();
        faults.forEach(first::addSuppressed);
        throw first;
      }
      open.unreadable().forEach(file -> remains.add(Journal.undoByHand(file)));
      return remains.stream().findFirst();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> recover(
      JournalEntry entry, HostFacts facts, Consumer<Report.EndpointDown> news)
      throws HostUnreachableException, InterruptedException {
    Undone undone = hands.recover(entry, facts);
    if (book.downOf(entry.attempt()).isPresent()) {
      return end(entry, undone, facts);
    }
    // Told first: once the book has it nobody would tell it again.
    Report.EndpointDown down = down(entry, undone, Optional.empty());
    news.accept(down);
    book.down(entry, down);
    return end(entry, undone, facts);
  }

  private Report.EndpointDown down(JournalEntry entry, Undone undone, Optional<Failure> why) {
    return new Report.EndpointDown(
        entry.attempt(), hands.host(), undone.differences(), undone.remains().or(() -> why));
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
