package org.tunnelbench.controller.application.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.controller.trial.Positions;
import org.tunnelbench.controller.trial.Records;

/**
 * The topics in which the agent and the probe of one host speak, and nobody else: what they hold is
 * that host's word (docs/decisions/0014-who-says-what-of-a-host.md).
 */
final class TopicsOfHosts {
  private final List<HostName> hosts;

  TopicsOfHosts(Collection<HostName> hosts) {
    this.hosts = List.copyOf(hosts);
  }

  private static TopicPartition partition(Topic topic) {
    return new TopicPartition(topic.name(), 0);
  }

  List<TopicPartition> facts() {
    return hosts.stream().map(Topic::facts).map(TopicsOfHosts::partition).toList();
  }

  List<TopicPartition> reports() {
    return hosts.stream().map(Topic::reports).map(TopicsOfHosts::partition).toList();
  }

  /** The offsets of each host among those of all topics. */
  Map<HostName, Positions.OfHost> positions(Map<TopicPartition, Long> offsets) {
    Map<HostName, Positions.OfHost> positions = new HashMap<>();
    for (HostName host : hosts) {
      positions.put(
          host,
          new Positions.OfHost(
              offsets.getOrDefault(partition(Topic.facts(host)), 0L),
              offsets.getOrDefault(partition(Topic.reports(host)), 0L)));
    }
    return positions;
  }

  /** From where on each topic is to be read. */
  Map<TopicPartition, Long> offsets(Positions from) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (HostName host : hosts) {
      offsets.put(partition(Topic.facts(host)), from.of(host).facts());
      offsets.put(partition(Topic.reports(host)), from.of(host).reports());
    }
    return offsets;
  }

  /** A topic's name without that of its host. */
  static String kind(String topic) {
    for (String prefix : List.of(Topic.FACTS_PREFIX, Topic.REPORTS_PREFIX)) {
      if (topic.startsWith(prefix)) {
        return prefix.substring(0, prefix.length() - 1);
      }
    }
    return topic;
  }

  /**
   * Refuses a message that lies in a topic which is not that of its kind, or that tells of a host
   * in the topic of another one: who wrote it had no right to say that.
   */
  static void demandPlace(Object message, String topic) throws UnreadableMessageException {
    Optional<Topic> place = Records.place(message);
    if (place.filter(right -> right.name().equals(topic)).isEmpty()) {
      throw new UnreadableMessageException(
          "a %s %sdoes not belong into topic %s"
              .formatted(
                  message.getClass().getSimpleName(),
                  place.map(right -> "of topic " + right.name() + " ").orElse(""),
                  topic));
    }
  }
}
