package org.tunnelbench.controller.application.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.archive.ArchiveWriter;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Imported;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialRecord;

/** Imports that other replicas pass on in parts, and what tells one from another. */
final class Adoptions {
  /** Bound on a part, in bytes: half of what a broker takes as one record by default. */
  private static final int MOST_BYTES_OF_PART = 500_000;

  /** Bound on imports whose parts have come; the oldest are forgotten, and asked for again. */
  private static final int MOST_WAITING = 4;

  private final Map<String, List<TrialRecord>> waiting = new LinkedHashMap<>();

  /** The trials in parts that Kafka takes. */
  static List<Forwarded.AdoptPart> parts(String request, List<TrialRecord> trials) {
    List<Forwarded.AdoptPart> parts = new ArrayList<>();
    List<TrialRecord> part = new ArrayList<>();
    int bytes = 0;
    for (TrialRecord trial : trials) {
      int length = Records.CODEC.encode(trial).length;
      if (bytes + length > MOST_BYTES_OF_PART && !part.isEmpty()) {
        parts.add(new Forwarded.AdoptPart(request, part));
        part.clear();
        bytes = 0;
      }
      part.add(trial);
      bytes += length;
    }
    if (!part.isEmpty()) {
      parts.add(new Forwarded.AdoptPart(request, part));
    }
    return List.copyOf(parts);
  }

  /** Keeps a part until what it belongs to comes. */
  void take(Forwarded.AdoptPart part) {
    waiting.computeIfAbsent(part.request(), unseen -> new ArrayList<>()).addAll(part.trials());
    if (waiting.size() > MOST_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }

  /** Forgets what nobody waits for any more. */
  void forget(Collection<String> requests) {
    requests.forEach(waiting::remove);
  }

  /** All trials of an import; absent where some came before this replica began to read. */
  Optional<List<TrialRecord>> whole(Forwarded.Adopt adopt) {
    @Nullable List<TrialRecord> kept = waiting.remove(adopt.request());
    List<TrialRecord> trials = kept == null ? List.of() : List.copyOf(kept);
    return trials.size() == adopt.trials() ? Optional.of(trials) : Optional.empty();
  }

  /** Whether an import says what is known of that experiment, be it that it was measured here. */
  static boolean isSame(Chronicle chronicle, ExperimentRecord known, Request.Adopt asked) {
    return known.asMeasured().equals(asked.experiment().asMeasured())
        && samples(known)
            .filter(samples -> !Optional.of(samples).equals(samples(asked.experiment())))
            .isEmpty()
        && withoutPlaces(ended(chronicle, known)).equals(withoutPlaces(asked.trials()));
  }

  private static Optional<String> samples(ExperimentRecord experiment) {
    return experiment.imported().map(Imported::samples);
  }

  private static List<TrialRecord> withoutPlaces(List<TrialRecord> trials) {
    return trials.stream().map(ArchiveWriter::withoutPlaces).toList();
  }

  private static List<TrialRecord> ended(Chronicle chronicle, ExperimentRecord experiment) {
    return IntStream.range(0, experiment.size())
        .mapToObj(
            place ->
                new TrialRecord(
                    TrialId.of(experiment.id(), place), chronicle.state(experiment, place)))
        .filter(trial -> trial.state() instanceof Ended)
        .toList();
  }
}
