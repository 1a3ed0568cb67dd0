package org.tunnelbench.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.lab.LabException;

final class LabGuestsTest {
  private static final List<Kernel> KERNELS =
      List.of(kernel("5.10.46"), kernel("6.1.176"), kernel("6.12.101"), kernel("7.2.7"));

  @Test
  void kernelsAreKnownByTheFirstTwoNumbersOfTheirRelease() {
    assertThat(KERNELS).extracting(Kernel::series).containsExactly("5.10", "6.1", "6.12", "7.2");
    assertThat(kernel("7.3-rc1").series()).isEqualTo("7.3");
  }

  @Test
  void allKernelsAreChosenOldestFirst() throws Exception {
    assertThat(LabGuests.choose(KERNELS.reversed(), List.of(), List.of()))
        .containsExactlyElementsOf(KERNELS);
  }

  @Test
  void theUsersChoiceIsTaken() throws Exception {
    assertThat(LabGuests.choose(KERNELS, List.of("7.2", "6.1"), List.of()))
        .extracting(Kernel::series)
        .containsExactly("6.1", "7.2");
    assertThat(LabGuests.choose(KERNELS, List.of("6.12"), List.of())).hasSize(1);
  }

  @Test
  void fewerThanTwoKernelsStopWithWhatToDo() {
    assertThatThrownBy(
            () ->
                LabGuests.choose(
                    KERNELS.subList(0, 1), List.of(), List.of("suite forky: no network")))
        .isInstanceOf(LabException.class)
        .hasMessage(
            "Only 1 of the kernels that were asked for can be had, and 2 are needed. There are:"
                + " 5.10. Unavailable: suite forky: no network. Check the network and the apt"
                + " sources of this machine ('tunnelbench doctor'), or choose other kernels with"
                + " --kernels.");
    assertThatThrownBy(() -> LabGuests.choose(KERNELS, List.of("2.6"), List.of()))
        .hasMessageContaining("Only 0 of the kernels")
        .hasMessageContaining("There are: 5.10, 6.1, 6.12, 7.2.");
  }

  private static Kernel kernel(String release) {
    return new Kernel(release, release + "-1", "suite", Path.of("/cache/kernels", release));
  }
}
