package org.tunnelbench.controller.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;
import org.tunnelbench.controller.trial.TrialSeries;

/**
 * Reads an archive trial by trial, and believes nothing of it: whoever wrote it may have been
 * anybody. Memory is bounded by one trial.
 */
public final class ArchiveReader {
  private static final int MOST_CAUSES = 10;

  /** Bound on what is told of a line, in characters. */
  private static final int LONGEST_REASON = 300;

  private final ArchiveLines lines;
  private final Archive.Opening opening;
  private Object next;

  /** The place of the trial that is expected next. */
  private int place;

  /** One that has read the beginning. */
  public ArchiveReader(InputStream in) throws InvalidArchiveException, IOException {
    lines = new ArchiveLines(in);
    next = message();
    if (!(next instanceof Archive.Begin begin)) {
      throw wrong("an archive begins with archive-begin: this is not what export wrote");
    }
    next = message();
    if (!(next instanceof ExperimentRecord experiment)
        || !experiment.id().equals(begin.experiment())) {
      throw wrong("the experiment of the first line is to follow it");
    }
    if (experiment.endedAt().isEmpty()) {
      throw wrong("the experiment has not ended");
    }
    next = message();
    opening = new Archive.Opening(experiment.asMeasured(), hosts(experiment));
  }

  /** What it begins with. */
  public Archive.Opening opening() {
    return opening;
  }

  private List<HostStatus> hosts(ExperimentRecord experiment)
      throws InvalidArchiveException, IOException {
    Set<HostName> expected =
        experiment.plan().pairs().stream()
            .flatMap(pair -> List.of(pair.entry().sender(), pair.entry().receiver()).stream())
            .collect(Collectors.toCollection(HashSet::new));
    List<HostStatus> hosts = new ArrayList<>();
    while (next instanceof HostStatus host) {
      if (!expected.remove(host.host())) {
        throw wrong("host " + host.host() + " takes no part in the experiment, or is told twice");
      }
      hosts.add(host);
      next = message();
    }
    return hosts;
  }

  /**
   * The next trial in plan order; absent after the last one, when the archive was read to its end
   * and found whole.
   */
  public Optional<Archive.Trial> next() throws InvalidArchiveException, IOException {
    if (!(next instanceof TrialRecord trial)) {
      end();
      return Optional.empty();
    }
    Ended ended = check(trial);
    place++;
    TrialSeries series = new TrialSeries(attempt(trial.id(), ended));
    List<TrafficSample> samples = new ArrayList<>();
    next = message();
    while (next instanceof TrafficSample sample) {
      if (ended.attempted().isEmpty() || !isOfItsPair(trial, sample) || !series.add(sample)) {
        throw wrong("the sample is none of trial " + trial.id() + ", or is told twice");
      }
      samples.add(sample);
      next = message();
    }
    return Optional.of(new Archive.Trial(trial, samples));
  }

  private Ended check(TrialRecord trial) throws InvalidArchiveException {
    TrialId expected = TrialId.of(opening.experiment().id(), place);
    if (place == opening.experiment().size() || !trial.id().equals(expected)) {
      throw wrong("trial %s does not belong here: trials are in plan order".formatted(trial.id()));
    }
    if (!(trial.state() instanceof Ended ended)) {
      throw wrong("trial " + trial.id() + " has not ended");
    }
    if (ended.attempted().filter(attempted -> attempted.number() < 1).isPresent()) {
      throw wrong("trial " + trial.id() + " has an attempt whose number is not 1 or more");
    }
    boolean judged = ended.attempted().flatMap(Ended.Attempted::measurement).isPresent();
    if (judged != (ended.outcome() == Outcome.MEASURED)) {
      throw wrong(
          "trial " + trial.id() + " is to have a measurement exactly where it was measured");
    }
    return ended;
  }

  private static Attempt attempt(TrialId trial, Ended ended) {
    return new Attempt(trial, ended.attempted().map(Ended.Attempted::number).orElse(1));
  }

  private boolean isOfItsPair(TrialRecord trial, TrafficSample sample) {
    return opening.experiment().trial(trial.id().place()).hosts().contains(sample.host());
  }

  private void end() throws InvalidArchiveException, IOException {
    if (!(next instanceof Archive.End end) || end.lines() != lines.number() - 1) {
      throw wrong("a trial, or an archive-end with the number of lines before, is expected here");
    }
    if (place < opening.experiment().size()) {
      throw wrong("trial " + TrialId.of(opening.experiment().id(), place) + " is missing");
    }
    if (lines.next().isPresent()) {
      throw wrong("something follows the end");
    }
  }

  private Object message() throws InvalidArchiveException, IOException {
    byte[] line =
        lines
            .next()
            .orElseThrow(
                () ->
                    InvalidArchiveException.at(
                        lines.number() + 1, "the archive was cut off: it has no archive-end"));
    try {
      return Archive.CODEC.decode(line);
    } catch (UnreadableMessageException e) {
      throw wrong(reason(e));
    }
  }

  /** Without what a library says of our classes. */
  private static String reason(UnreadableMessageException unreadable) {
    Optional<String> broken =
        Stream.<Throwable>iterate(unreadable, Objects::nonNull, Throwable::getCause)
            .limit(MOST_CAUSES)
            .filter(InvalidValueException.class::isInstance)
            .map(Throwable::getMessage)
            .findFirst();
    String reason =
        broken.orElse(
            unreadable.getCause() == null
                ? String.valueOf(unreadable.getMessage())
                : "this is no message of the form that its type has");
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }

  private InvalidArchiveException wrong(String rule) {
    return InvalidArchiveException.at(lines.number(), rule);
  }
}
