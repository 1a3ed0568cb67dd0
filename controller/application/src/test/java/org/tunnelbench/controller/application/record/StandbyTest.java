package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.testbroker.TestBroker;

/**
 * Controllers as processes of their own; the one that orchestrates is killed, or stopped and let go
 * on:
 *
 * <pre>
 *   first (SIGSTOP … SIGCONT, or kill -9)  ┐
 *   second                                 ├── broker ── played hosts
 *   the test, which only reads and asks    ┘
 * </pre>
 */
class StandbyTest {
  private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Path fleetFile = FleetResource.write();
  private final Fleet fleet = new Fleet(fleetFile.toString());
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers());

  @BeforeEach
  void prepareTopics() throws Exception {
    new Topics(kafka, fleet).prepare();
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    Files.delete(fleetFile);
  }

  private ControllerProcess start(String name) throws Exception {
    return ControllerProcess.start(broker.bootstrapServers(), fleetFile, name);
  }

  private static void await(BooleanSupplier reached, Duration longest) {
    Instant giveUp = Instant.now().plus(longest);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as("it comes within %s", longest).isBefore(giveUp);
      Thread.onSpinWait();
    }
  }

  private static void submit(Replica asked) throws Exception {
    asked.turnUntil(() -> asked.chronicle().hosts().size() == FleetResource.HOSTS.size());
    var submit = new Request.Submit(asked.submission("f"), new CompletableFuture<>());
    assertThat(asked.ask(submit)).isInstanceOf(Answer.Done.class);
  }

  @Test
  void oneThatIsStoppedOrKilledIsReplacedWithinTenSecondsAndWritesNothingWhenItGoesOn()
      throws Exception {
    try (PlayedHosts hosts = new PlayedHosts(broker.bootstrapServers(), FleetResource.HOSTS);
        ControllerProcess first = start("first");
        Replica here = new Replica(kafka, fleet, false)) {
      await(first::orchestrates, LONGEST_WAIT);
      try (ControllerProcess second = start("second")) {
        await(second::follows, LONGEST_WAIT);
        submit(here);
        here.turnUntil(() -> here.measured() >= 2);
        first.signal("STOP");
        await(second::orchestrates, LONGEST_TAKEOVER);
        here.turnUntil(() -> here.measured() >= 5);
        first.signal("CONT");
        here.turnUntil(() -> here.experiment().state() == ExperimentState.DONE);
        assertThat(here.trials()).hasSize(16).allMatch(trial -> trial.state() == Outcome.MEASURED);
        await(first::follows, LONGEST_WAIT);
        assertThat(second.orchestrates()).isTrue();
        assertOneAtATime();
        second.signal("KILL");
      }
      await(first::orchestrates, LONGEST_TAKEOVER);
      assertThat(hosts.answered()).isGreaterThanOrEqualTo(16 * 6);
    }
  }

  /**
   * What was committed says who wrote it: once another one has written, the one before has not, and
   * no command was written by one controller twice.
   */
  private void assertOneAtATime() {
    Set<String> commandTopics =
        FleetResource.HOSTS.stream()
            .flatMap(host -> List.of(Topic.commands(host), Topic.probeCommands(host)).stream())
            .map(Topic::name)
            .collect(Collectors.toSet());
    for (String topic : commandTopics) {
      List<String> writers = new ArrayList<>();
      Map<String, Set<String>> written = new HashMap<>();
      for (ConsumerRecord<String, byte[]> command : read(topic)) {
        String writer = text(command.headers().lastHeader("written-by").value());
        if (writers.isEmpty() || !writers.getLast().equals(writer)) {
          writers.add(writer);
        }
        assertThat(
                written
                    .computeIfAbsent(writer, unseen -> new HashSet<>())
                    .add(text(command.value())))
            .as("%s wrote it once: %s", writer, text(command.value()))
            .isTrue();
      }
      assertThat(writers).as("who wrote to %s, in turn", topic).isSubsetOf("first", "second");
      assertThat(writers).doesNotHaveDuplicates();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer()) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
    }
    return read;
  }
}
