package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class SpellingTest {
  @Example
  void theNearestWordIsFound() {
    List<String> known = List.of("tunnel", "traffic", "repetitions", "seed", "mtu");

    assertThat(Spelling.nearest("repititions", known)).contains("repetitions");
    assertThat(Spelling.nearest("Seed", known)).contains("seed");
    assertThat(Spelling.nearest("mut", known)).contains("mtu");
    assertThat(Spelling.nearest("owner", known)).isEmpty();
    assertThat(Spelling.nearest("", known)).isEmpty();
    assertThat(Spelling.nearest("x".repeat(100_000), known)).isEmpty();
  }

  @Property
  void theDistanceIsNothingToTheSameAndTheSameBothWays(
      @ForAll @AlphaChars @StringLength(max = 12) String one,
      @ForAll @AlphaChars @StringLength(max = 12) String other) {
    assertThat(Spelling.distance(one, one)).isZero();
    assertThat(Spelling.distance(one, other)).isEqualTo(Spelling.distance(other, one));
    assertThat(Spelling.distance(one, other))
        .isBetween(Math.abs(one.length() - other.length()), Math.max(one.length(), other.length()));
  }
}
