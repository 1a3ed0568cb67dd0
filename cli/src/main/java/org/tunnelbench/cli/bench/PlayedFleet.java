package org.tunnelbench.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SecretSealing;

/**
 * Agents and probes of all hosts, played over a real broker: every command is answered at once, and
 * traffic consists of its samples alone. What is measured beside them is broker and controller.
 */
final class PlayedFleet implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** How many hosts one agent serves, and one probe, which are played as one. */
  private static final int HOSTS_OF_AGENT = 50;

  /** Bytes of each interval. */
  private static final long BYTES = 500_000;

  private static final int MTU = 1300;

  private final Map<HostName, HostName> receivers = new HashMap<>();
  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;
  private final List<CompletableFuture<Void>> playing = new ArrayList<>();
  private volatile boolean stopping;

  /** Hosts that are there, and answer from now on. */
  PlayedFleet(String bootstrapServers, FleetDocument fleet) throws SealingException {
    for (PairEntry pair : fleet.pairs()) {
      receivers.put(pair.sender(), pair.receiver());
    }
    this.bootstrapServers = bootstrapServers;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
    announce(fleet);
    for (int from = 0; from < fleet.hosts().size(); from += HOSTS_OF_AGENT) {
      List<HostEntry> served =
          fleet.hosts().subList(from, Math.min(fleet.hosts().size(), from + HOSTS_OF_AGENT));
      playing.add(
          CompletableFuture.runAsync(
              () -> play(served), task -> new Thread(task, "played-agent").start()));
    }
  }

  private void announce(FleetDocument fleet) throws SealingException {
    String key = SecretSealing.newKeyPair().publicKey();
    for (HostEntry host : fleet.hosts()) {
      HostFacts facts =
          new HostFacts(
              host.name(),
              "6.1.176",
              "6.1.176-1",
              Map.of("ip", "6.1", "iperf3", "3.12", "ping", "1"),
              Set.of(),
              Set.of(),
              List.of(),
              Map.of(),
              host.underlay(),
              "vec0",
              1500,
              key);
      send(
          Topic.facts(host.name()),
          host.name().value(),
          new HostStatus(
              host.name(), HostCondition.AVAILABLE, "", Optional.of(facts), Instant.now()));
    }
    producer.flush();
  }

  private void play(List<HostEntry> served) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> commands = new ArrayList<>();
      for (HostEntry host : served) {
        commands.add(new TopicPartition(Topic.commands(host.name()).name(), 0));
        commands.add(new TopicPartition(Topic.probeCommands(host.name()).name(), 0));
      }
      consumer.assign(commands);
      consumer.seekToBeginning(commands);
      while (!stopping) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          answer(record);
        }
      }
    }
  }

  private void answer(ConsumerRecord<String, byte[]> record) {
    try {
      switch (Messages.CODEC.decode(record.value())) {
        case HostCommand.SetUp up ->
            report(new Report.EndpointReady(up.attempt(), up.host(), MTU, 0));
        case HostCommand.TakeDown down ->
            report(
                new Report.EndpointDown(down.attempt(), down.host(), List.of(), Optional.empty()));
        case ProbeCommand.StartReceiver start ->
            report(new Report.ReceiverReady(start.attempt(), start.host(), "iperf 3.12"));
        case ProbeCommand.StartSender start -> traffic(start.end());
        case ProbeCommand.StopTraffic stop ->
            report(new Report.TrafficStopped(stop.attempt(), stop.host(), Optional.empty()));
        // Played traffic is over as soon as it begins.
        case ProbeCommand.EndTraffic over -> {}
        case Object other -> throw new IllegalStateException("no command: " + other);
      }
    } catch (UnreadableMessageException e) {
      throw new IllegalStateException("what the controller commands cannot be read", e);
    }
  }

  private void traffic(ProbeCommand.TrafficEnd sender) {
    double interval = sender.traffic().interval().toMillis() / 1000.0;
    int intervals = (int) Math.round(sender.traffic().seconds() / interval);
    HostName receiver =
        Objects.requireNonNull(receivers.get(sender.host()), "the sender is one of a pair");
    for (End end : End.values()) {
      HostName host = end == End.SENDER ? sender.host() : receiver;
      for (int index = 0; index < intervals; index++) {
        send(
            Topic.SAMPLES,
            sender.attempt().trial().value(),
            new TrafficSample(
                sender.attempt(),
                host,
                end,
                index,
                index * interval,
                interval,
                BYTES,
                end == End.SENDER ? OptionalLong.of(0) : OptionalLong.empty(),
                Instant.now()));
      }
      report(new Report.TrafficEnded(sender.attempt(), host, end, intervals, Optional.empty()));
    }
  }

  private void report(Report report) {
    send(Topic.reports(report.host()), report.attempt().trial().value(), report);
  }

  private void send(Topic topic, String key, Object message) {
    var unused =
        producer.send(new ProducerRecord<>(topic.name(), key, Messages.CODEC.encode(message)));
  }

  @Override
  public void close() {
    stopping = true;
    playing.forEach(CompletableFuture::join);
    producer.close(Duration.ZERO);
  }
}
