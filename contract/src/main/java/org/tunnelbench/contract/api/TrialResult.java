package org.tunnelbench.contract.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.TrialId;

/**
 * A trial as the REST interface shows it and as {@code result.json} holds it.
 *
 * @param kernel the sender's kernel: the release, then the build
 * @param levels every factor's level, defaults included
 * @param repetition from 1
 * @param medianMbitPerSecond present exactly where the state is measured; 0 where nothing arrived
 * @param mtu the MTU in bytes of the interface that carried the traffic, as the kernel had it on
 *     the sender
 * @param samples the series; left empty in lists of trials
 * @param trafficTool the tool that made and counted the traffic, of {@code TrafficSpec.TOOLS};
 *     absent where no attempt was made
 * @param samplesGap why {@code samples} lacks what was measured, as a sentence; absent where it
 *     lacks nothing, and in lists of trials
 * @param conditions under which it was measured; absent where it was not
 * @param enough why the traffic was enough before its time, or, of a skipped trial, why there need
 *     be none
 */
public record TrialResult(
    TrialId id,
    String kernel,
    List<HostName> pair,
    Map<String, String> levels,
    int repetition,
    Outcome state,
    Optional<Verdict> verdict,
    OptionalDouble medianMbitPerSecond,
    OptionalInt mtu,
    Optional<Failure> failure,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    List<HostOutcome> hosts,
    List<SeriesPoint> samples,
    Optional<String> trafficTool,
    Optional<String> samplesGap,
    Optional<TrialConditions> conditions,
    Optional<String> enough) {
  public TrialResult {
    pair = List.copyOf(pair);
    hosts = List.copyOf(hosts);
    samples = List.copyOf(samples);
  }

  /** A trial of which nobody can tell by what tool its traffic was made. */
  public TrialResult(
      TrialId id,
      String kernel,
      List<HostName> pair,
      Map<String, String> levels,
      int repetition,
      Outcome state,
      Optional<Verdict> verdict,
      OptionalDouble medianMbitPerSecond,
      OptionalInt mtu,
      Optional<Failure> failure,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      List<HostOutcome> hosts,
      List<SeriesPoint> samples) {
    this(
        id,
        kernel,
        pair,
        levels,
        repetition,
        state,
        verdict,
        medianMbitPerSecond,
        mtu,
        failure,
        startedAt,
        endedAt,
        hosts,
        samples,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same without its series. */
  public TrialResult withoutSamples() {
    return with(List.of());
  }

  /** The same with this series. */
  public TrialResult with(List<SeriesPoint> series) {
    return changed(verdict, medianMbitPerSecond, series, samplesGap, conditions);
  }

  /** The same, measured under these conditions. */
  public TrialResult with(TrialConditions known) {
    return changed(verdict, medianMbitPerSecond, samples, samplesGap, Optional.of(known));
  }

  /** The same of whose series only this is left. */
  public TrialResult lacking(List<SeriesPoint> rest, String gap) {
    return changed(verdict, medianMbitPerSecond, rest, Optional.of(gap), conditions);
  }

  /** The same with what its series says. */
  public TrialResult judged(Verdict judgement, OptionalDouble median) {
    return changed(Optional.of(judgement), median, samples, samplesGap, conditions);
  }

  private TrialResult changed(
      Optional<Verdict> judgement,
      OptionalDouble median,
      List<SeriesPoint> series,
      Optional<String> gap,
      Optional<TrialConditions> known) {
    return new TrialResult(
        id,
        kernel,
        pair,
        levels,
        repetition,
        state,
        judgement,
        median,
        mtu,
        failure,
        startedAt,
        endedAt,
        hosts,
        series,
        trafficTool,
        gap,
        known,
        enough);
  }
}
