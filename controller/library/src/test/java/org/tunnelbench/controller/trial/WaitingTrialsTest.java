package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.PairEntry;

class WaitingTrialsTest {
  private static final PairEntry ONE = Samples.pair("a", "b", Optional.empty());
  private static final PairEntry OTHER = Samples.pair("c", "d", Optional.empty());

  /** The cells of the sample on two pairs: even places are of one, odd places of the other. */
  private final ExperimentRecord experiment =
      Samples.experiment(Samples.EXPERIMENT, List.of(ONE, OTHER), Samples.NOON);

  private final WaitingTrials waiting = new WaitingTrials();
  private final List<Integer> offered = new ArrayList<>();

  private void add(int place, int repeats) {
    waiting.add(experiment.trial(place), repeats);
  }

  private static List<Integer> places(List<PlannedTrial> trials) {
    return trials.stream().map(trial -> trial.id().place()).toList();
  }

  @Test
  void whatIsToBeRepeatedComesAfterWhatHasNotBegun() {
    add(0, 1);
    add(3, 0);
    add(1, 0);
    add(2, 2);

    assertThat(places(waiting.inOrder())).containsExactly(1, 3, 0, 2);
  }

  @Test
  void whereThePairsFirstCannotBeginNoOtherOfThePairIsAsked() {
    for (int place = 0; place < 6; place++) {
      add(place, 0);
    }

    waiting.offer(pair -> true, trial -> !offered.add(trial.id().place()));

    assertThat(offered).containsExactly(0, 1);
  }

  @Test
  void whereATrialWasTakenTheNextOfItsPairIsAskedInItsTurn() {
    for (int place = 0; place < 6; place++) {
      add(place, 0);
    }
    Set<Integer> takes = new HashSet<>(Set.of(0, 2, 1));

    waiting.offer(
        pair -> true,
        trial -> {
          int place = trial.id().place();
          offered.add(place);
          if (takes.remove(place)) {
            waiting.remove(trial, 0);
            return true;
          }
          return false;
        });

    assertThat(offered).containsExactly(0, 1, 2, 3, 4);
    assertThat(places(waiting.inOrder())).containsExactly(3, 4, 5);
  }

  @Test
  void pairsThatAreNotAskedArePassedOver() {
    for (int place = 0; place < 6; place++) {
      add(place, 0);
    }
    PairEntry asked = experiment.trial(1).pair();

    waiting.offer(asked::equals, trial -> !offered.add(trial.id().place()));

    assertThat(offered).containsExactly(1);
  }

  @Test
  void nobodyWaitsOnceTheLastWasTaken() {
    add(0, 0);
    add(1, 1);
    waiting.remove(experiment.trial(0), 0);
    assertThat(waiting.isEmpty()).isFalse();
    waiting.remove(experiment.trial(1), 1);

    assertThat(waiting.isEmpty()).isTrue();
    waiting.offer(pair -> true, trial -> offered.add(trial.id().place()));
    assertThat(offered).isEmpty();
  }
}
