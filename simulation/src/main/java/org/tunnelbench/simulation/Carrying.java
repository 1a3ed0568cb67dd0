package org.tunnelbench.simulation;

import java.util.Optional;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.hostaccess.loop.HostLoop;

/** Which command a probe carries out on a host at the moment. */
final class Carrying {
  private Optional<ProbeCommand> given = Optional.empty();
  private Optional<ProbeCommand> carriedOut = Optional.empty();

  /** The next task that is submitted carries this out. */
  void give(ProbeCommand command) {
    given = Optional.of(command);
  }

  /** The task, as that which was given. */
  HostLoop.Task submitted(HostLoop.Task task) {
    Optional<ProbeCommand> command = given;
    given = Optional.empty();
    return () -> {
      carriedOut = command;
      try {
        task.run();
      } finally {
        carriedOut = Optional.empty();
      }
    };
  }

  Optional<ProbeCommand> now() {
    return carriedOut;
  }
}
