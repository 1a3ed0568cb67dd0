package org.tunnelbench.throughputprobe.traffic.iperf3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.throughputprobe.Traffic;

/** What real versions printed, and what must be made of it; see the folder's README. */
class RecordedOutputTest {
  @ParameterizedTest
  @MethodSource("recordings")
  void readsWhatWasRecorded(Path recording) throws IOException {
    List<String> read = read(recording);

    assertThat(read)
        .as("%s, against %s", recording, expectation(recording))
        .isEqualTo(Files.readAllLines(expectation(recording)));
  }

  @Test
  void everyExpectationBelongsToARecording() throws Exception {
    try (Stream<Path> files = Files.walk(folder())) {
      List<Path> expectations =
          files.filter(file -> file.getFileName().toString().startsWith("out-")).toList();
      assertThat(recordings().map(RecordedOutputTest::expectation))
          .containsExactlyInAnyOrderElementsOf(expectations);
    }
  }

  static Stream<Path> recordings() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> file.getFileName().toString().matches("in-(sender|receiver).txt"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<String> read(Path recording) throws IOException {
    IntervalSeries series = new IntervalSeries(traffic(recording));
    List<String> read = new ArrayList<>();
    Optional<String> complaint = Optional.empty();
    for (String line : Files.readAllLines(recording)) {
      switch (OutputLine.parse(line)) {
        case OutputLine.Interval interval ->
            series.take(interval).map(RecordedOutputTest::spell).ifPresent(read::add);
        case OutputLine.Complaint(var reason) ->
            complaint = complaint.or(() -> Optional.of(reason));
        case OutputLine.Listening listening -> read.add("listens");
        case OutputLine.Connected connected -> read.add("connected");
        case OutputLine.Other other -> {}
      }
    }
    read.add(
        String.format(
            Locale.ROOT,
            "%s, reached %.2f s",
            series.ranItsTime() ? "ran its time" : "did not run its time",
            series.reached()));
    complaint.ifPresent(reason -> read.add("complaint: " + reason));
    return read;
  }

  private static String spell(Slot slot) {
    String counted =
        String.format(
            Locale.ROOT,
            "%d %.2f %.4f %d",
            slot.index(),
            slot.start(),
            slot.seconds(),
            slot.bytes());
    return slot.retransmits().isPresent()
        ? counted + " " + slot.retransmits().getAsLong()
        : counted;
  }

  /** Reads {@code seconds=1 interval=0.1 streams=1}. */
  private static TrafficSpec traffic(Path recording) throws IOException {
    String[] words =
        Files.readString(recording.resolveSibling("in-traffic.txt")).strip().split(" ", -1);
    return Traffic.of(
        Integer.parseInt(value(words[0])),
        Double.parseDouble(value(words[1])),
        Integer.parseInt(value(words[2])),
        OptionalLong.empty());
  }

  private static String value(String setting) {
    return setting.substring(setting.indexOf('=') + 1);
  }

  private static Path expectation(Path recording) {
    return recording.resolveSibling(recording.getFileName().toString().replace("in-", "out-"));
  }

  private static Path folder() throws URISyntaxException {
    URL folder = RecordedOutputTest.class.getResource("/iperf3");
    return Path.of(Objects.requireNonNull(folder, "the recordings").toURI());
  }
}
