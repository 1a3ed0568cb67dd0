package org.tunnelbench.throughputprobe.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.throughputprobe.Traffic;

class TrafficJournalTest {
  private static final int REMEMBERED = 5;

  @TempDir Path folder;

  @Test
  void everyEntryIsReadBackAsItWasWritten() {
    JournalEntry.Starting starting = new JournalEntry.Starting(receive(1), List.of("a", "b c"));
    JournalEntry.Running running = new JournalEntry.Starting(send(1), List.of("d")).started(4_711);
    JournalEntry.Ended ended =
        new JournalEntry.Starting(receive(2), List.of())
            .ended(
                List.of(
                    new ReceiverReady(Traffic.attempt(2), Traffic.HOST, "iperf 3.12"),
                    new TrafficEnded(
                        Traffic.attempt(2),
                        Traffic.HOST,
                        End.RECEIVER,
                        3,
                        Optional.of(
                            Failure.of(FailureKind.TRAFFIC_FAILED, Traffic.HOST, "no: \"é\"")))));
    TrafficJournal journal = journal();
    List.of(starting, running, ended).forEach(journal::save);

    TrafficJournal again = journal();

    assertThat(again.open()).containsExactlyInAnyOrder(starting, running);
    assertThat(again.find(ended.key())).contains(ended);
  }

  @Test
  void whatEndedIsNoLongerOpen() {
    TrafficJournal journal = journal();
    JournalEntry.Starting starting = new JournalEntry.Starting(receive(1), List.of("a"));
    journal.save(starting);
    journal.save(starting.started(1));
    journal.save(starting.started(1).ended(List.of()));

    assertThat(journal.open()).isEmpty();
    assertThat(journal().open()).isEmpty();
  }

  @Test
  void theOldestAnswersAreForgottenAndNothingOpenIs() throws Exception {
    TrafficJournal journal = journal();
    JournalEntry.Starting open = new JournalEntry.Starting(receive(100), List.of("a"));
    journal.save(open);
    for (int attempt = 1; attempt <= REMEMBERED + 3; attempt++) {
      journal.save(stopped(attempt));
    }

    assertThat(journal.find(stopped(3).key())).isEmpty();
    assertThat(journal.find(stopped(4).key())).isPresent();
    assertThat(journal.find(open.key())).contains(open);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(REMEMBERED + 1);
    }
  }

  @Test
  void aDraftThatAKilledProcessLeftIsNoEntry() throws Exception {
    Files.writeString(folder.resolve("0123456789ab-00007-1-receive.json.draft"), "{");

    assertThat(journal().open()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithWhatToDo() throws Exception {
    Path broken = Files.writeString(folder.resolve("0123456789ab-00007-1-receive.json"), "{}");

    assertThatThrownBy(this::journal)
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessageContaining(broken.toString())
        .hasMessageContaining("then remove the file");
  }

  private TrafficJournal journal() {
    return new TrafficJournal(folder, REMEMBERED);
  }

  private static StartReceiver receive(int attempt) {
    return new StartReceiver(
        Traffic.end(
            Traffic.attempt(attempt),
            Traffic.of(3, 0.1, 4, OptionalLong.of(1_000_000)),
            Duration.ofMillis(60_500)));
  }

  private static StartSender send(int attempt) {
    return new StartSender(receive(attempt).end());
  }

  private static JournalEntry.Ended stopped(int attempt) {
    StopTraffic stop = new StopTraffic(Traffic.attempt(attempt), Traffic.HOST);
    return new JournalEntry.Ended(
        stop, List.of(new TrafficStopped(stop.attempt(), stop.host(), Optional.empty())));
  }
}
