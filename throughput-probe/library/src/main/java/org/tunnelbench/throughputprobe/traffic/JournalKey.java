package org.tunnelbench.throughputprobe.traffic;

import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.trial.Attempt;

/** What one host can be asked once for an attempt. */
record JournalKey(Attempt attempt, Asked asked) {
  /** What was asked. */
  enum Asked {
    RECEIVE,
    SEND,
    END,
    STOP
  }

  static JournalKey of(ProbeCommand command) {
    return new JournalKey(
        command.attempt(),
        switch (command) {
          case ProbeCommand.StartReceiver receiver -> Asked.RECEIVE;
          case ProbeCommand.StartSender sender -> Asked.SEND;
          case ProbeCommand.EndTraffic end -> Asked.END;
          case ProbeCommand.StopTraffic stop -> Asked.STOP;
        });
  }
}
