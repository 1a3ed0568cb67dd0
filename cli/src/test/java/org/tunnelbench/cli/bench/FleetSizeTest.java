package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;

class FleetSizeTest {
  private static final FleetSize WHOLE = new FleetSize(1_000, 500, 100_000);

  @Test
  void eachHostHasAnAddressOfItsOwnAndEachPairHostsOfItsOwn() {
    FleetDocument fleet = WHOLE.fleet();

    assertThat(fleet.hosts())
        .hasSize(1_000)
        .extracting(HostEntry::underlay)
        .doesNotHaveDuplicates();
    assertThat(fleet.pairs()).hasSize(500);
    assertThat(fleet.pairs().stream().flatMap(FleetSizeTest::hosts)).doesNotHaveDuplicates();
  }

  @Test
  void theFirstPairIsLeftToExperimentsOfOneTrial() {
    assertThat(WHOLE.fleet().hosts().stream().filter(host -> host.labels().isEmpty()))
        .extracting(HostEntry::name)
        .containsExactlyElementsOf(hosts(WHOLE.fleet().pairs().getFirst()).toList());
  }

  private static Stream<HostName> hosts(PairEntry pair) {
    return Stream.of(pair.sender(), pair.receiver());
  }

  @Test
  void itsExperimentsHaveAtLeastSoManyTrials() throws Exception {
    assertThat(WHOLE.planned()).isBetween(100_000, 101_000);
    assertThat(trials(WHOLE)).isEqualTo(WHOLE.planned());
    FleetSize narrow = new FleetSize(4, 2, 9_000);
    assertThat(trials(narrow)).isEqualTo(narrow.planned());
  }

  private static int trials(FleetSize size) throws InvalidDocumentException {
    int trials = 0;
    for (String document : size.documents()) {
      trials +=
          ExperimentDocuments.parse(document).repetitions() * FleetSize.CELLS * (size.pairs() - 1);
    }
    return trials;
  }

  @Test
  void aTenthIsMeasuredBesideWhereThatIsAFleet() {
    assertThat(WHOLE.tenth()).contains(new FleetSize(100, 50, 10_000));
    assertThat(new FleetSize(10, 5, 100).tenth()).isEmpty();
  }

  @Test
  void aPairTakesTwoHosts() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new FleetSize(9, 5, 100))
        .withMessageContaining("--pairs");
  }
}
