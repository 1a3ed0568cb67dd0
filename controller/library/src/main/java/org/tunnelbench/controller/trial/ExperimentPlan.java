package org.tunnelbench.controller.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

/**
 * The trials of an experiment in their order, written so that ten thousand of them stay far below
 * the size that Kafka lets a record have.
 *
 * @param pairs that take part
 * @param cells that are measured
 * @param slots the trials, in the order in which they start
 */
public record ExperimentPlan(List<PlannedPair> pairs, List<Levels> cells, List<Slot> slots) {
  public ExperimentPlan {
    pairs = List.copyOf(pairs);
    cells = List.copyOf(cells);
    slots = List.copyOf(slots);
    InvalidValueException.unless(
        slots.size() <= ExperimentDocument.MOST_TRIALS,
        "trials",
        slots.size(),
        "must be at most " + ExperimentDocument.MOST_TRIALS);
    for (Slot slot : slots) {
      InvalidValueException.unless(
          slot.pair() < pairs.size() && slot.cell() < cells.size(),
          "slot",
          slot,
          "must name a pair and a cell of the plan");
    }
  }

  /** A pair and the kernel of its first host, release and build. */
  public record PlannedPair(PairEntry entry, String kernel) {}

  /** A trial by the places of its pair and its cell in the lists; repetition from 1. */
  public record Slot(int pair, int cell, int repetition) {
    public Slot {
      InvalidValueException.unless(
          pair >= 0 && cell >= 0 && repetition >= 1,
          "slot",
          pair + ", " + cell + ", " + repetition,
          "must be places from 0 and a repetition from 1");
    }

    /** Reads what {@link #numbers()} wrote. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Slot of(List<Integer> numbers) {
      InvalidValueException.unless(
          numbers.size() == 3, "slot", numbers, "must be pair, cell and repetition");
      return new Slot(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    /** Pair, cell and repetition. */
    @JsonValue
    public List<Integer> numbers() {
      return List.of(pair, cell, repetition);
    }
  }

  /** The plan of these trials, which are in the order in which they are to start. */
  public static ExperimentPlan of(List<PlannedTrial> trials) {
    Map<PlannedPair, Integer> pairs = new LinkedHashMap<>();
    Map<Levels, Integer> cells = new LinkedHashMap<>();
    List<Slot> slots = new ArrayList<>();
    for (PlannedTrial trial : trials) {
      int pair =
          pairs.computeIfAbsent(
              new PlannedPair(trial.pair(), trial.kernel()), unseen -> pairs.size());
      int cell = cells.computeIfAbsent(trial.levels(), unseen -> cells.size());
      slots.add(new Slot(pair, cell, trial.repetition()));
    }
    return new ExperimentPlan(List.copyOf(pairs.keySet()), List.copyOf(cells.keySet()), slots);
  }

  /** The trial at a place, from 0. */
  public PlannedTrial trial(ExperimentId experiment, int place) {
    Slot slot = slots.get(place);
    PlannedPair pair = pairs.get(slot.pair());
    return new PlannedTrial(
        TrialId.of(experiment, place),
        pair.entry(),
        pair.kernel(),
        cells.get(slot.cell()),
        slot.repetition());
  }
}
