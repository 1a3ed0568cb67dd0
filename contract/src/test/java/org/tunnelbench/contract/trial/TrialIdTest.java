package org.tunnelbench.contract.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.ExperimentDocument;

class TrialIdTest {
  private static final ExperimentId EXPERIMENT = new ExperimentId("0123456789ab");

  @Property
  void aTrialKnowsItsExperimentAndItsPlace(
      @ForAll @IntRange(max = ExperimentDocument.MOST_TRIALS - 1) int place) {
    TrialId trial = TrialId.of(EXPERIMENT, place);

    assertThat(trial.experiment()).isEqualTo(EXPERIMENT);
    assertThat(trial.place()).isEqualTo(place);
    assertThat(new TrialId(trial.toString())).isEqualTo(trial);
  }

  @Example
  void whatIsNoTrialIsRefused() {
    for (String text : new String[] {"", "0123456789ab", "0123456789ab-1", "0123456789AB-00001"}) {
      assertThatThrownBy(() -> new TrialId(text)).isInstanceOf(InvalidValueException.class);
    }
  }

  @Example
  void keysAreNeverPrinted() {
    SaKeys keys = new SaKeys("aa", "bb", "cc", "dd");

    assertThat(keys.toString()).doesNotContain("aa", "bb", "cc", "dd");
    assertThat(keys.mirrored()).isEqualTo(new SaKeys("cc", "dd", "aa", "bb"));
    assertThat(keys.mirrored().mirrored()).isEqualTo(keys);
  }
}
