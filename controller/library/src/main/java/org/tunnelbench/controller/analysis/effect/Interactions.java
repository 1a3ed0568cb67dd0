package org.tunnelbench.controller.analysis.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How each toggle on each kernel compares with the same toggle on all others.
 *
 * <p>These comparisons are a family of their own. On two kernels there is one for each toggle: what
 * the one says of the other is the same.
 */
final class Interactions {
  private record Compared(Toggle here, List<String> kernels, double elsewhere, Draws.Ratio ratio) {
    /** Each of a toggle on several kernels. */
    static List<Compared> of(List<Toggle> all) {
      List<Draws> draws = all.stream().map(Toggle::draws).toList();
      List<Compared> compared = new ArrayList<>();
      for (int here = 0; here < all.size(); here++) {
        compared.add(of(here, all, draws));
      }
      return compared;
    }

    private static Compared of(int here, List<Toggle> all, List<Draws> draws) {
      List<String> kernels = new ArrayList<>();
      List<Draws> others = new ArrayList<>();
      for (int other = 0; other < all.size(); other++) {
        if (other != here) {
          kernels.add(all.get(other).kernel());
          others.add(draws.get(other));
        }
      }
      Draws elsewhere = Draws.mean(others);
      return new Compared(
          all.get(here), kernels, elsewhere.estimate(), draws.get(here).by(elsewhere).ratio());
    }

    Interaction interaction(boolean significant) {
      return new Interaction(
          kernels, elsewhere, ratio.estimate(), ratio.low(), ratio.high(), significant);
    }
  }

  private record Place(String kernel, Toggle.Key toggle) {
    static Place of(Toggle toggle) {
      return new Place(toggle.kernel(), toggle.key());
    }
  }

  private final Map<Place, Interaction> byPlace = new HashMap<>();
  private final int family;

  Interactions(List<Toggle> toggles) {
    List<List<Compared>> groups = groups(toggles);
    List<Draws.Ratio> tested = new ArrayList<>();
    groups.forEach(group -> tested(group).forEach(one -> tested.add(one.ratio())));
    List<Boolean> answers = Effects.significant(tested);
    int next = 0;
    for (List<Compared> group : groups) {
      int tests = tested(group).size();
      for (int i = 0; i < group.size(); i++) {
        byPlace.put(
            Place.of(group.get(i).here()),
            group.get(i).interaction(answers.get(next + Math.min(i, tests - 1))));
      }
      next += tests;
    }
    family = tested.size();
  }

  private static List<List<Compared>> groups(List<Toggle> toggles) {
    return toggles.stream()
        .collect(groupingBy(Toggle::key, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .filter(same -> same.size() > 1)
        .map(Compared::of)
        .toList();
  }

  private static List<Compared> tested(List<Compared> group) {
    return group.size() == 2 ? group.subList(0, 1) : group;
  }

  /** Absent where no other kernel has the toggle. */
  Optional<Interaction> of(Toggle toggle) {
    return Optional.ofNullable(byPlace.get(Place.of(toggle)));
  }

  /** How many comparisons are corrected for together. */
  int family() {
    return family;
  }
}
