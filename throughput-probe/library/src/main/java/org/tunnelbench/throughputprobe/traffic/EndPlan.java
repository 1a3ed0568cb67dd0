package org.tunnelbench.throughputprobe.traffic;

import java.util.List;
import java.util.Locale;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;

/**
 * An end that was asked for.
 *
 * @param command that asked for it
 */
record EndPlan(ProbeCommand command, End end, TrafficEnd traffic) {
  static EndPlan of(StartReceiver command) {
    return new EndPlan(command, End.RECEIVER, command.end());
  }

  static EndPlan of(StartSender command) {
    return new EndPlan(command, End.SENDER, command.end());
  }

  /** Its place in the journal. */
  JournalKey key() {
    return JournalKey.of(command);
  }

  /** {@code sender} or {@code receiver}. */
  String endWord() {
    return end.name().toLowerCase(Locale.ROOT);
  }

  List<String> argv(TrafficTool tool) {
    return tool.argv(end, traffic);
  }
}
