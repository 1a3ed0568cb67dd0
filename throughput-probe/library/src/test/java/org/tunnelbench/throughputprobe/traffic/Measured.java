package org.tunnelbench.throughputprobe.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Latency;

/** What both ends of one attempt's traffic told. */
record Measured(List<TrafficSample> samples, List<TrafficEnded> ended) {
  /** Waits until both ends have ended. */
  static Measured untilBothEnded(RecordingOutlet outlet, TrafficSample... before) {
    RecordingOutlet.Told first = outlet.untilReport();
    RecordingOutlet.Told second = outlet.untilReport();
    List<TrafficSample> samples = new ArrayList<>(List.of(before));
    samples.addAll(first.samples());
    samples.addAll(second.samples());
    return new Measured(
        samples, List.of((TrafficEnded) first.report(), (TrafficEnded) second.report()));
  }

  List<TrafficSample> of(End end) {
    return samples.stream().filter(sample -> sample.end() == end).toList();
  }

  long bytes(End end) {
    return of(end).stream().mapToLong(TrafficSample::bytes).sum();
  }

  List<Integer> indices(End end) {
    return of(end).stream().map(TrafficSample::index).toList();
  }

  /** What the round trips took, where they were timed. */
  Optional<Latency> latency() {
    return ended.stream()
        .flatMap(end -> end.conditions().stream())
        .flatMap(conditions -> conditions.latency().stream())
        .findFirst();
  }

  /** The failures, as text; none where both ran their time. */
  List<String> failures() {
    return ended.stream().flatMap(end -> end.failure().stream()).map(Object::toString).toList();
  }
}
