package org.tunnelbench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.experiment.HostSettings;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.testbroker.TestBroker;
import org.tunnelbench.testbroker.TopicReader;

/**
 * The agent as it is shipped, of a host that is this machine with stand-ins for its tools: a trial
 * changes the value of one kernel parameter, which is a file.
 *
 * <pre>
 *   test ── commands.here ──▶ agent ── sysctl -w ──▶ values/PARAMETER
 * </pre>
 *
 * @param folder of the fleet document, the stand-ins and the agent's state
 */
record AgentProcess(Path folder, TestBroker broker) {
  static final HostName HOST = new HostName("here");

  private static final String PARAMETER = "net.ipv4.tcp_limit_output_bytes";
  private static final Ipv4Address UNDERLAY = new Ipv4Address("127.0.0.1");
  private static final Duration DEADLINE = Duration.ofMinutes(30);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  /** Prepares the folder and the broker's topics. */
  static AgentProcess prepare(Path folder, TestBroker broker) throws Exception {
    AgentProcess agent = new AgentProcess(folder, broker);
    Files.createDirectories(folder.resolve("values"));
    Files.writeString(agent.parameter(), "before\n");
    Path sysctl = Files.createDirectories(folder.resolve("bin")).resolve("sysctl");
    Files.writeString(sysctl, sysctl(folder));
    if (!sysctl.toFile().setExecutable(true)) {
      throw new IOException(sysctl + " cannot be made executable");
    }
    Files.writeString(folder.resolve("fleet.yaml"), FleetDocuments.toYaml(fleet()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Topic.all(List.of(HOST)).stream()
                  .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                  .toList())
          .all()
          .get(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
    }
    return agent;
  }

  /** Writing waits for as long as there is a file "frozen". */
  private static String sysctl(Path folder) {
    return """
    #!/bin/sh
    # Stands in for sysctl: a parameter's value is a file.
    cd "%s" || exit 1
    case $1 in
      -V) echo 'sysctl from procps-ng 4.0.2' ;;
      -n) cat "values/$2" ;;
      -w)
        if [ -e frozen ]; then : > waiting; fi
        while [ -e frozen ]; do sleep 0.1; done
        echo "${2#*=}" > "values/${2%%%%=*}"
        ;;
      *) exit 1 ;;
    esac
    """
        .formatted(folder);
  }

  private static FleetDocument fleet() {
    return new FleetDocument(
        List.of(
            new HostEntry(
                HOST, HostKind.LOCAL, UNDERLAY, Optional.empty(), Optional.empty(), Map.of())),
        List.of());
  }

  /** Starts it; whoever starts it ends it. */
  Started start() throws IOException {
    String path =
        "%s:%s:%s"
            .formatted(
                folder.resolve("bin"),
                Launcher.ROOT.resolve("host-agent/application/src/test/bin"),
                System.getenv("PATH"));
    return Started.start(
        LocalCommand.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtunnelbench.fleet=" + folder.resolve("fleet.yaml"),
                "-Dtunnelbench.state=" + state(),
                "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
                "-Dquarkus.http.port=0",
                "-jar",
                Launcher.ROOT
                    .resolve("target/tunnelbench/current/host-agent/quarkus-run.jar")
                    .toString())
            .in(folder)
            .with("PATH", path));
  }

  /** Commands it to set an end up that changes the parameter's value to this. */
  void setUp(Attempt attempt, String value) throws Exception {
    Levels levels =
        Levels.direct(TunnelKind.NONE)
            .with(new HostSettings(Offloads.DEFAULT, Sysctls.parse(PARAMETER + "=" + value)));
    send(
        new HostCommand.SetUp(
            new EndpointSpec(
                attempt,
                HOST,
                new HostName("peer"),
                levels,
                UNDERLAY,
                new Ipv4Address("127.0.0.9"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEADLINE)));
  }

  private void send(HostCommand command) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topic.commands(HOST).name(),
                  command.attempt().trial().value(),
                  Messages.CODEC.encode(command)))
          .get(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Reads what is reported of a trial, from the first report on. */
  TopicReader reports(Attempt attempt) {
    return new TopicReader(broker.bootstrapServers(), Topic.reports(HOST), attempt.trial().value());
  }

  /** The file that is the parameter. */
  Path parameter() {
    return folder.resolve("values").resolve(PARAMETER);
  }

  /** While this file is there, writing the parameter hangs. */
  Path frozen() {
    return folder.resolve("frozen");
  }

  /** This file comes when writing the parameter hangs. */
  Path waiting() {
    return folder.resolve("waiting");
  }

  Path outbox() {
    return state().resolve("outbox.jsonl");
  }

  /** A file for each attempt that is to be undone. */
  Path journal() {
    return state().resolve("hosts").resolve(HOST.value()).resolve("attempts");
  }

  private Path state() {
    return folder.resolve("state");
  }
}
