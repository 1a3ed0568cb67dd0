package org.tunnelbench.hostagent.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.experiment.HostSettings;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.model.Examples;

/**
 * However far a plan came before it was cut off, and be it between a file and the command that
 * reads it: undoing all of it leaves the guest as it was. By default every kind of step on one
 * kernel; with {@code --all} every plan on all of them.
 */
@Timeout(600)
class PrefixesTest {
  private static final boolean ALL = "all".equals(System.getProperty("tunnelbench.tests"));
  private static final List<String> KERNELS =
      ALL ? List.of("5.10", "6.1", "6.12", "7.2") : List.of("6.1");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static Stream<Arguments> plans() {
    return KERNELS.stream()
        .flatMap(kernel -> cells().stream().map(levels -> Arguments.of(kernel, levels)));
  }

  private static List<Levels> cells() {
    Levels settings =
        Examples.levels(TunnelKind.GRE, InnerSide.DIRECT, "none")
            .with(
                new HostSettings(
                    Offloads.parse("gro=off"), Sysctls.parse("net.ipv4.tcp_timestamps=0")));
    List<Levels> cells = new ArrayList<>(List.of(Examples.PROTECTED, settings));
    List<Keying> daemons = List.of(Keying.STRONGSWAN_IKEV1, Keying.STRONGSWAN_IKEV2);
    for (Keying keying : ALL ? daemons : daemons.subList(0, 1)) {
      cells.add(
          Examples.PROTECTED.protectedBy(
              Examples.PROTECTED.protection(), PolicyTool.IP_XFRM, keying));
    }
    if (ALL) {
      Examples.cells().stream()
          .filter(levels -> levels.policies() == PolicyTool.IP_XFRM)
          .filter(levels -> levels.settings().equals(HostSettings.DEFAULT))
          .filter(levels -> !cells.contains(levels))
          .forEach(cells::add);
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void whereverAPlanIsCutOffItIsUndone(String kernel, Levels levels) throws Exception {
    try (GuestPair guests = new GuestPair(kernel)) {
      GuestPair.End end = guests.plan(levels, 30, facts -> facts).getFirst();
      List<HostStep> forward = end.plan().forward();
      for (int steps = 0; steps <= forward.size(); steps++) {
        end.access().run(new Batch(forward.subList(0, steps), Batch.WhenOneFails.STOP), LIMIT);

        assertThat(end.work().undo(end.entry()))
            .as("cut off after %d of %d steps", steps, forward.size())
            .isEqualTo(new Undone(List.of(), Optional.empty()));
      }
    }
  }

  @Test
  void aGuestThatNobodyCanReachAnyMoreUndoesItself() throws Exception {
    String kernel = KERNELS.getFirst();
    List<String> before;
    String folder;
    try (GuestPair guests = new GuestPair(kernel)) {
      GuestPair.End end = guests.plan(Examples.PROTECTED, 31, facts -> facts).getFirst();
      before = end.entry().before();
      folder = end.plan().names().undoTimerFolder();
      List<HostStep> steps = new ArrayList<>();
      steps.add(new HostStep.ArmUndoTimer(folder, Duration.ofSeconds(5), end.plan().undo()));
      steps.addAll(end.plan().forward());
      assertThat(end.access().run(new Batch(steps, Batch.WhenOneFails.STOP), LIMIT).firstFailure())
          .isEmpty();
      assertThat(end.work().look(List.of()).lines()).isNotEqualTo(before);
    }
    try (GuestPair later = new GuestPair(kernel)) {
      GuestPair.End end = later.plan(Examples.PLAIN, 32, facts -> facts).getFirst();
      HostStep gone =
          new HostStep.RunUntilItSucceeds(
              List.of("test", "!", "-e", folder), 300, Duration.ofMillis(100));
      end.access().run(new Batch(List.of(gone), Batch.WhenOneFails.STOP), LIMIT);

      assertThat(end.work().look(List.of()).lines()).isEqualTo(before);
    }
  }
}
