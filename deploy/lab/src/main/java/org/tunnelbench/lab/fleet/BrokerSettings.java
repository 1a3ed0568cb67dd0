package org.tunnelbench.lab.fleet;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a Kafka broker that is alone in its cluster (kafka.apache.org, "Broker Configs"):
 * nothing is replicated, nothing waits for a second one, little memory is taken.
 *
 * @param port for clients
 * @param quorumPort for the metadata quorum, of which it is the one member
 * @param data the folder of its logs
 */
record BrokerSettings(int port, int quorumPort, Path data) {
  /** Bytes of the log cleaner's buffer; the default of 128 MiB does not fit the broker's heap. */
  private static final int CLEANER_BUFFER = 2 << 20;

  /** As {@code server.properties}. */
  String render() {
    return settings().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", 1);
    settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + quorumPort);
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + quorumPort);
    settings.put(
        "advertised.listeners",
        "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + quorumPort);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", data);
    settings.put("auto.create.topics.enable", false);
    settings.put("offsets.topic.num.partitions", 1);
    settings.put("offsets.topic.replication.factor", 1);
    settings.put("transaction.state.log.num.partitions", 1);
    settings.put("transaction.state.log.replication.factor", 1);
    settings.put("transaction.state.log.min.isr", 1);
    settings.put("share.coordinator.state.topic.num.partitions", 1);
    settings.put("share.coordinator.state.topic.replication.factor", 1);
    settings.put("share.coordinator.state.topic.min.isr", 1);
    settings.put("group.initial.rebalance.delay.ms", 0);
    settings.put("log.cleaner.dedupe.buffer.size", CLEANER_BUFFER);
    // A broker that was killed is known again after 3 s, not after 9.
    settings.put("broker.session.timeout.ms", 3000);
    settings.put("broker.heartbeat.interval.ms", 500);
    return settings;
  }
}
