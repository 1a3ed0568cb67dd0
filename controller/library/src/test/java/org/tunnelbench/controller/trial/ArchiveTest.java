package org.tunnelbench.controller.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.analysis.SeriesJudgement;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.archive.ArchiveReader;
import org.tunnelbench.controller.archive.ArchiveWriter;
import org.tunnelbench.controller.archive.InvalidArchiveException;

/** Archives of an experiment of which one trial was measured and the others were cancelled. */
class ArchiveTest {
  private static final PairEntry PAIR = Samples.pair("a", "b", Optional.empty());
  private static final ExperimentRecord EXPERIMENT =
      Samples.experiment(Samples.EXPERIMENT, List.of(PAIR), Samples.NOON)
          .cancelled(Samples.NOON.plusSeconds(9))
          .ended(Samples.NOON.plusSeconds(10));
  private static final List<HostStatus> HOSTS =
      List.of(
          Samples.available(PAIR.sender(), Samples.NOON),
          Samples.unreachable(PAIR.receiver(), Samples.NOON));
  private static final Attempt ATTEMPT = EXPERIMENT.attempt(0, 0);
  private static final List<TrafficSample> SAMPLES =
      List.of(
          Samples.sample(ATTEMPT, PAIR.receiver(), End.RECEIVER, 0),
          Samples.sample(ATTEMPT, PAIR.receiver(), End.RECEIVER, 1),
          Samples.sample(ATTEMPT, PAIR.sender(), End.SENDER, 0));

  private static Archive.Trial measured(Positions since, Positions until) {
    Ended.Attempted attempted =
        new Ended.Attempted(
            ATTEMPT.number(),
            "6.1.0 test",
            Samples.NOON,
            Optional.of(1300),
            List.of(new HostOutcome(PAIR.sender(), false, List.of("a link more"))),
            Optional.of(new SeriesJudgement(16, Verdict.MEASURED, Optional.empty())),
            since,
            until,
            Optional.of("iperf3"),
            Optional.<TrialConditions>empty());
    return new Archive.Trial(
        new TrialRecord(
            ATTEMPT.trial(),
            new Ended(Ending.MEASURED, Samples.NOON.plusSeconds(8), Optional.of(attempted))),
        SAMPLES);
  }

  private static Archive.Trial cancelled(int place) {
    return new Archive.Trial(
        new TrialRecord(
            TrialId.of(EXPERIMENT.id(), place), Planned.STATE.cancel(Samples.NOON.plusSeconds(9))),
        List.of());
  }

  private static List<Archive.Trial> trials(Archive.Trial first) {
    List<Archive.Trial> trials = new ArrayList<>(List.of(first));
    for (int place = 1; place < EXPERIMENT.size(); place++) {
      trials.add(cancelled(place));
    }
    return List.copyOf(trials);
  }

  private static Positions positions(long next) {
    return new Positions(next, Map.of(PAIR.sender(), new Positions.OfHost(next, next)));
  }

  private static List<String> lines() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveWriter archive =
        new ArchiveWriter(
            out,
            new Archive.Opening(
                EXPERIMENT.imported(new Imported(Samples.NOON, HOSTS, "0".repeat(64))), HOSTS));
    for (Archive.Trial trial : trials(measured(positions(7), positions(9)))) {
      archive.trial(trial);
    }
    archive.end();
    return out.toString(UTF_8).lines().toList();
  }

  private static List<Archive.Trial> read(List<String> lines) throws Exception {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    ArchiveReader archive = new ArchiveReader(new ByteArrayInputStream(bytes));
    assertThat(archive.opening().experiment()).isEqualTo(EXPERIMENT);
    assertThat(archive.opening().hosts()).isEqualTo(HOSTS);
    List<Archive.Trial> trials = new ArrayList<>();
    for (Optional<Archive.Trial> next = archive.next(); next.isPresent(); next = archive.next()) {
      trials.add(next.get());
    }
    return trials;
  }

  private static void refuses(List<String> lines, int line, String rule) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOfSatisfying(
            InvalidArchiveException.class,
            refused -> {
              assertThat(refused.rule()).contains(rule);
              assertThat(refused.line()).isEqualTo(line);
            });
  }

  private static List<String> with(int line, String text) throws Exception {
    List<String> lines = new ArrayList<>(lines());
    lines.set(line - 1, text);
    return lines;
  }

  private static List<String> without(int line) throws Exception {
    List<String> lines = new ArrayList<>(lines());
    lines.remove(line - 1);
    return lines;
  }

  @Test
  void whatWasWrittenIsReadWithoutThePlacesInOneKafka() throws Exception {
    assertThat(read(lines())).isEqualTo(trials(measured(Positions.START, Positions.START)));
  }

  @Test
  void everyMissingLineIsNoticed() throws Exception {
    List<String> whole = lines();
    for (int line = 1; line <= whole.size(); line++) {
      List<String> lacking = without(line);
      assertThatThrownBy(() -> new ArchiveReading(lacking).toTheEnd())
          .as("without line %d: %s", line, whole.get(line - 1))
          .isInstanceOf(InvalidArchiveException.class);
    }
  }

  /** Reads whatever it says. */
  private record ArchiveReading(List<String> lines) {
    void toTheEnd() throws Exception {
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
      ArchiveReader archive = new ArchiveReader(new ByteArrayInputStream(bytes));
      while (archive.next().isPresent()) {
        // To its end.
      }
    }
  }

  @Test
  void whatIsWrongIsNamedWithItsLine() throws Exception {
    List<String> lines = lines();
    refuses(List.of("hello"), 1, "this is no message of the form");
    refuses(List.of(lines.get(1)), 1, "an archive begins with archive-begin");
    refuses(
        with(1, lines.getFirst().replace("\"version\":1", "\"version\":2")),
        1,
        "message type 'archive-begin' has version 2, and this reader knows 1");
    refuses(
        with(1, lines.getFirst().replace("0123456789ab", "0123456789ac")),
        2,
        "the experiment of the first line is to follow it");
    refuses(with(4, lines.get(2)), 4, "takes no part in the experiment, or is told twice");
    refuses(with(7, lines.get(5)), 7, "or is told twice");
    refuses(
        with(6, lines.get(5).replace("\"host\":\"b\"", "\"host\":\"c\"")),
        6,
        "the sample is none of trial 0123456789ab-00000");
    refuses(
        with(6, lines.get(5).replace("\"seconds\":0.5", "\"seconds\":-1")),
        6,
        "must be more than 0");
    refuses(with(10, lines.get(8)), 10, "does not belong here: trials are in plan order");
    refuses(lines.subList(0, lines.size() - 1), lines.size(), "the archive was cut off");
    List<String> longer = new ArrayList<>(lines);
    longer.add(lines.getLast());
    refuses(longer, longer.size(), "something follows the end");
    refuses(
        with(2, "x".repeat(Archive.MOST_BYTES_OF_LINE + 1)), 2, "a line has at most 900000 bytes");
  }

  @Test
  void whatWasMeasuredElsewhereIsRememberedAndDoubtsNoHostOfThisFleet() throws Exception {
    ExperimentRecord imported =
        EXPERIMENT.imported(new Imported(Samples.NOON, HOSTS, "0".repeat(64)));
    assertThat(Records.CODEC.decode(Records.CODEC.encode(imported))).isEqualTo(imported);
    Chronicle chronicle = new Chronicle();
    chronicle.fold(imported);
    chronicle.fold(measured(Positions.START, Positions.START).record());
    Positions ends = positions(5);
    chronicle.fold(Samples.available(PAIR.sender(), Samples.NOON), 0);
    Orchestrator orchestrator =
        new Orchestrator(chronicle, ends, Samples.PLANNER, Patience.DEFAULT, Samples.NOON);
    assertThat(orchestrator.read()).isEqualTo(ends);
    assertThat(orchestrator.resume(Samples.NOON)).isEmpty();
    assertThat(orchestrator.areAllLeasesFree()).isTrue();
    assertThat(orchestrator.cancel(imported.id(), Samples.NOON)).isEmpty();
    assertThat(orchestrator.delete(imported)).hasSize(imported.size() + 1);
  }
}
