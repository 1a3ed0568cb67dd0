package org.tunnelbench.controller.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
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
 * Agents and probes of all hosts, played over the real broker: every command is answered at once,
 * and traffic consists of its samples alone.
 */
public final class PlayedHosts implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Bytes of each interval; what makes 8 Mbit/s of intervals of half a second. */
  private static final long BYTES = 500_000;

  /** Seconds. */
  private static final double HALF_LIFE = 5;

  private final List<HostName> hosts;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicInteger answered = new AtomicInteger();
  private final CompletableFuture<Void> playing;
  private volatile boolean stopping;
  private volatile boolean decaying;

  /** Hosts that are there, and answer from now on. */
  public PlayedHosts(String bootstrapServers, List<HostName> hosts) {
    this.hosts = hosts;
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    List<TopicPartition> commands = new ArrayList<>();
    for (HostName host : hosts) {
      commands.add(new TopicPartition(Topic.commands(host).name(), 0));
      commands.add(new TopicPartition(Topic.probeCommands(host).name(), 0));
      available(host);
    }
    consumer.assign(commands);
    consumer.seekToEnd(commands);
    // Seeking is lazy: asking makes it be now.
    commands.forEach(consumer::position);
    playing =
        CompletableFuture.runAsync(this::play, task -> new Thread(task, "played hosts").start());
  }

  /** How many commands were answered. */
  public int answered() {
    return answered.get();
  }

  /** From now on the traffic of every experiment's first trial falls to half each 5 s. */
  public void decay() {
    decaying = true;
  }

  private void available(HostName host) {
    boolean old = host.value().startsWith("old");
    try {
      HostFacts facts =
          new HostFacts(
              host,
              old ? "5.10.46" : "6.1.176",
              old ? "5.10.46-4" : "6.1.176-1",
              Map.of("ip", "6.1", "iperf3", "3.12", "ping", "1"),
              Set.of(),
              Set.of(),
              List.of(),
              Map.of(),
              new Ipv4Address("10.0.0." + (hosts.indexOf(host) + 1)),
              "vec0",
              1500,
              SecretSealing.newKeyPair().publicKey());
      send(
          Topic.facts(host),
          host.value(),
          new HostStatus(host, HostCondition.AVAILABLE, "", Optional.of(facts), Instant.now()));
    } catch (SealingException e) {
      throw new AssertionError(e);
    }
  }

  private void play() {
    while (!stopping) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        try {
          Object command = Messages.CODEC.decode(record.value());
          if (command instanceof HostCommand asked) {
            answer(asked);
          } else if (command instanceof ProbeCommand asked) {
            answer(asked);
          }
          answered.incrementAndGet();
        } catch (UnreadableMessageException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private void answer(HostCommand command) {
    report(
        switch (command) {
          case HostCommand.SetUp setUp ->
              new Report.EndpointReady(setUp.attempt(), setUp.host(), 1300, 5);
          case HostCommand.TakeDown down ->
              new Report.EndpointDown(down.attempt(), down.host(), List.of(), Optional.empty());
        });
  }

  private void answer(ProbeCommand command) {
    switch (command) {
      case ProbeCommand.StartReceiver start ->
          report(new Report.ReceiverReady(start.attempt(), start.host(), "iperf 3.12"));
      case ProbeCommand.StartSender start -> traffic(start.end());
      case ProbeCommand.EndTraffic end -> {
        // Played traffic is over as soon as it begins.
      }
      case ProbeCommand.StopTraffic stop ->
          report(new Report.TrafficStopped(stop.attempt(), stop.host(), Optional.empty()));
    }
  }

  private void traffic(ProbeCommand.TrafficEnd sender) {
    double interval = sender.traffic().interval().toMillis() / 1000.0;
    int intervals = (int) Math.round(sender.traffic().seconds() / interval);
    HostName receiver = hosts.get(hosts.indexOf(sender.host()) ^ 1);
    double halfLife =
        decaying && sender.attempt().trial().place() == 0 ? HALF_LIFE : Double.POSITIVE_INFINITY;
    for (int index = 0; index < intervals; index++) {
      long bytes = Math.round(BYTES * Math.pow(0.5, index * interval / halfLife));
      for (End end : End.values()) {
        send(
            Topic.SAMPLES,
            sender.attempt().trial().value(),
            new TrafficSample(
                sender.attempt(),
                end == End.SENDER ? sender.host() : receiver,
                end,
                index,
                index * interval,
                interval,
                bytes,
                end == End.SENDER ? OptionalLong.of(1) : OptionalLong.empty(),
                Instant.now()));
      }
    }
    report(
        new Report.TrafficEnded(
            sender.attempt(), sender.host(), End.SENDER, intervals, Optional.empty()));
    report(
        new Report.TrafficEnded(
            sender.attempt(), receiver, End.RECEIVER, intervals, Optional.empty()));
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
    playing.join();
    producer.close();
    consumer.close();
  }
}
