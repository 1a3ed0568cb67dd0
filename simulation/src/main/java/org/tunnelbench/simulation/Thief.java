package org.tunnelbench.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.trial.Attempt;

/**
 * Whoever stole the agent of a host: it writes where that one may, which is in the topics of its
 * own host, and says there what is not its to say.
 */
record Thief(World world, HostName own) {
  /** Says of each other host that it is gone, and that what stands there is taken down. */
  void forge(Collection<HostName> hosts) {
    for (HostName other : hosts) {
      if (!other.equals(own)) {
        forge(other);
      }
    }
  }

  private void forge(HostName other) {
    write(
        Topic.facts(own),
        other.value(),
        new HostStatus(
            other, HostCondition.UNREACHABLE, "forged", Optional.empty(), world.agenda().now()));
    for (Attempt attempt : world.invariants().attemptsOn(other)) {
      write(
          Topic.reports(own),
          attempt.trial().value(),
          new Report.EndpointDown(attempt, other, List.of(), Optional.empty()));
    }
  }

  private void write(Topic topic, String key, Object message) {
    var unused =
        world
            .log()
            .append(new Log.Write(topic.name(), key, Optional.of(Messages.CODEC.encode(message))));
  }
}
