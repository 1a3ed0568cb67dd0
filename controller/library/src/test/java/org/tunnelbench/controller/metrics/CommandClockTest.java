package org.tunnelbench.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.Effect;

class CommandClockTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final HostName HOST = new HostName("a");

  private final CommandClock clock = new CommandClock();

  @Test
  void aCommandThatIsAskedAgainHasWaitedSinceItFirstWasAndIsAnsweredOnce() {
    clock.asked(takeDown(1), NOON);
    clock.asked(takeDown(1), NOON.plusSeconds(2));

    assertThat(clock.answered(down(1), NOON.plusSeconds(3)))
        .contains(new CommandClock.Answered("take-down", Duration.ofSeconds(3)));
    assertThat(clock.answered(down(1), NOON.plusSeconds(4))).isEmpty();
  }

  @Test
  void whatIsNeverAnsweredIsForgottenInTime() {
    for (int trial = 0; trial < CommandClock.MOST_WAITING + 5; trial++) {
      clock.asked(takeDown(trial), NOON);
    }

    assertThat(clock.waiting()).isEqualTo(CommandClock.MOST_WAITING);
    assertThat(clock.answered(down(4), NOON)).isEmpty();
    assertThat(clock.answered(down(5), NOON)).isPresent();
  }

  private static Attempt attempt(int trial) {
    return new Attempt(TrialId.of(new ExperimentId("0123456789ab"), trial), 1);
  }

  private static Effect takeDown(int trial) {
    return new Effect.AskAgent(new HostCommand.TakeDown(attempt(trial), HOST));
  }

  private static Report down(int trial) {
    return new Report.EndpointDown(attempt(trial), HOST, List.of(), Optional.empty());
  }
}
