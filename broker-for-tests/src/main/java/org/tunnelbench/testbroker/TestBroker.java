package org.tunnelbench.testbroker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker of one node within this JVM, on loopback, with a folder of its own that is removed
 * at the end. It can be stopped and started again on the same port with what it held.
 */
public final class TestBroker implements AutoCloseable {
  private final Path folder;
  private final Properties settings;
  private final String bootstrapServers;
  private Optional<KafkaRaftServer> server = Optional.empty();

  private TestBroker(Path folder, Properties settings, String bootstrapServers) {
    this.folder = folder;
    this.settings = settings;
    this.bootstrapServers = bootstrapServers;
  }

  /** A broker that runs when this returns. */
  public static TestBroker start() {
    try {
      return start(newFolder(), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path newFolder() throws IOException {
    return Files.createTempDirectory("test-broker");
  }

  /**
   * A broker in this folder, which is removed at its end.
   *
   * @param security a second door, for users; by the first, whoever comes may do everything
   */
  static TestBroker start(Path folder, Optional<BrokerSecurity> security) throws IOException {
    List<Integer> ports = freePorts();
    String address = "127.0.0.1:" + ports.getFirst();
    Properties settings = settings(folder, address, "127.0.0.1:" + ports.getLast());
    security.ifPresent(door -> door.addTo(settings));
    TestBroker broker = new TestBroker(folder, settings, address);
    broker.format(security.map(BrokerSecurity::credentials).orElse(List.of()));
    broker.resume();
    return broker;
  }

  /** What clients name as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Starts it again after {@link #suspend()}. */
  public void resume() {
    KafkaRaftServer started = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    started.startup();
    server = Optional.of(started);
  }

  /** Stops it and keeps what it holds. */
  public void suspend() {
    server.ifPresent(
        running -> {
          running.shutdown();
          running.awaitShutdown();
        });
    server = Optional.empty();
  }

  @Override
  public void close() {
    suspend();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(TestBroker::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the storage.
   *
   * @param credentials of users, as Kafka's storage tool takes them
   */
  private void format(List<String> credentials) throws IOException {
    Path file = folder.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      settings.store(out, "test broker");
    }
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "format",
                "--standalone",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                file.toString()));
    for (String credential : credentials) {
      arguments.add("--add-scram");
      arguments.add(credential);
    }
    int exitCode = StorageTool.execute(arguments.toArray(String[]::new), quiet);
    if (exitCode != 0) {
      throw new IllegalStateException(
          "formatting " + folder + " as a broker's storage failed with exit code " + exitCode);
    }
  }

  private static Properties settings(Path folder, String address, String controller) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.bootstrap.servers", controller);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
    settings.setProperty("advertised.listeners", "PLAINTEXT://" + address);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("log.dirs", folder.resolve("log").toString());
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("broker.session.timeout.ms", "3000");
    settings.setProperty("broker.heartbeat.interval.ms", "500");
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.setProperty(internal + ".replication.factor", "1");
      settings.setProperty(internal + ".num.partitions", "1");
    }
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    return settings;
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return List.of(first.getLocalPort(), second.getLocalPort());
    }
  }
}
