package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.testbroker.TestBroker;

/** That every host has topics of its own costs a controller seconds, and not minutes. */
@Tag("long")
class ManyHostsTest {
  private static final int HOSTS = 1_000;

  /** A broker in this process has some three files open for each partition. */
  private static final long FILES = 3L * 4 * HOSTS;

  /** From the process that was there before to one that knows all. */
  private static final Duration LONGEST_RESTART = Duration.ofSeconds(5);

  private static final Duration LONGEST_FIRST_START = Duration.ofMinutes(2);

  private final Path fleetFile = writeFleet();
  private final Fleet fleet = new Fleet(fleetFile.toString());
  private final List<HostName> hosts =
      fleet.document().hosts().stream().map(HostEntry::name).toList();
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());
  private final Topics topics = new Topics(kafka, fleet);

  private static Path writeFleet() {
    StringBuilder document = new StringBuilder("hosts:\n");
    for (int number = 0; number < HOSTS; number++) {
      document.append(
          "  - {name: h%d, kind: local, underlay: 10.0.%d.%d}%n"
              .formatted(number, number / 250, 1 + number % 250));
    }
    document.append("pairs:\n");
    for (int number = 0; number < HOSTS; number += 2) {
      document.append("  - {hosts: [h%d, h%d]}%n".formatted(number, number + 1));
    }
    try {
      Path file = Files.createTempFile("fleet", ".yaml");
      return Files.writeString(file, document);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    Files.delete(fleetFile);
  }

  private static Duration time(String what, Callable<?> work) throws Exception {
    Instant before = Instant.now();
    work.call();
    Duration took = Duration.between(before, Instant.now());
    System.out.printf("%d hosts, %s: %d ms%n", HOSTS, what, took.toMillis());
    return took;
  }

  private Object speak() throws Exception {
    try (KafkaProducer<String, byte[]> producer = kafka.importingProducer()) {
      for (HostName host : hosts) {
        HostStatus status =
            new HostStatus(
                host, HostCondition.UNREACHABLE, "played", Optional.empty(), Instant.now());
        var unused =
            producer.send(
                new ProducerRecord<>(
                    Topic.facts(host).name(), host.value(), Messages.CODEC.encode(status)));
      }
      producer.flush();
    }
    return hosts;
  }

  private Object restart() throws Exception {
    topics.prepare();
    try (Replica controller = new Replica(kafka, fleet, true)) {
      assertThat(controller.chronicle().hosts()).hasSize(HOSTS);
    }
    return hosts;
  }

  @Test
  void aControllerOfAThousandHostsIsThereAgainWithinSeconds() throws Exception {
    assumeThat(
            ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getMaxFileDescriptorCount())
        .isGreaterThan(FILES);
    Duration first =
        time(
            "topics made",
            () -> {
              topics.prepare();
              return topics;
            });
    assertThat(first).isLessThan(LONGEST_FIRST_START);
    time("facts told", this::speak);
    time("first restart", this::restart);
    assertThat(time("restart", this::restart)).isLessThan(LONGEST_RESTART);
    try (Replica controller = new Replica(kafka, fleet, true)) {
      time(
          "turns",
          () ->
              IntStream.range(0, 10)
                  .peek(turn -> controller.turn())
                  .mapToObj(turn -> turn)
                  .toList());
    }
  }
}
