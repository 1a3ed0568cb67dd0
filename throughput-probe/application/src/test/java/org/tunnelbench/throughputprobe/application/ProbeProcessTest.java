package org.tunnelbench.throughputprobe.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.testbroker.SecuredBrokerResource;
import org.tunnelbench.testbroker.TestBroker;
import org.tunnelbench.testbroker.TopicReader;
import org.tunnelbench.testbroker.TopicWriter;

/**
 * The process, with a real broker and a stand-in for iperf3:
 *
 * <pre>
 *   test ── probe-commands.HOST ──▶ probe ── reports.HOST, samples ──▶ test
 *                                     └── /q/metrics ──▶ test
 * </pre>
 */
@QuarkusTest
@QuarkusTestResource(SuspendableBroker.class)
@QuarkusTestResource(FleetResource.class)
class ProbeProcessTest {
  @ConfigProperty(name = SecuredBrokerResource.OF_TESTS)
  String bootstrapServers = "";

  /** Set by {@link SuspendableBroker}. */
  @SuppressWarnings("NullAway.Init")
  TestBroker broker;

  @TestHTTPResource("/q/")
  URI management = URI.create("");

  @BeforeEach
  void makeTopics() throws Exception {
    List<HostName> hosts = FleetResource.document().hosts().stream().map(HostEntry::name).toList();
    new TopicWriter(bootstrapServers).make(hosts);
  }

  @Test
  void answersCommandsByReportsAndSamplesInOrder() throws Exception {
    Attempt attempt = attempt("aaaaaaaaaaaa");
    StartReceiver receive = new StartReceiver(end(attempt, FleetResource.RECEIVER));
    StartSender send = new StartSender(end(attempt, FleetResource.SENDER));
    try (TopicReader reports = reports(attempt);
        TopicReader samples = reader(Topic.SAMPLES, attempt)) {
      send(receive);

      assertThat(reports.next(ReceiverReady.class).toolVersion())
          .isEqualTo("iperf 3.12 (cJSON 1.7.15)");
      assertThat(List.of(samples.next(TrafficSample.class), samples.next(TrafficSample.class)))
          .extracting(TrafficSample::end, TrafficSample::index, TrafficSample::bytes)
          .containsExactly(tuple(End.RECEIVER, 0, 6_250_000L), tuple(End.RECEIVER, 1, 12_500_000L));
      assertThat(reports.next(TrafficEnded.class))
          .extracting(TrafficEnded::end, TrafficEnded::samples)
          .containsExactly(End.RECEIVER, 2);
      send(send);
      assertThat(reports.next(TrafficEnded.class).failure()).isEmpty();
      assertThat(samples.next(TrafficSample.class).retransmits()).hasValue(2);
      send(new StopTraffic(attempt, FleetResource.SENDER));
      assertThat(reports.next(TrafficStopped.class).failure()).isEmpty();
    }
  }

  @Test
  void aRepeatedCommandIsAnsweredByEqualReports() throws Exception {
    Attempt attempt = attempt("bbbbbbbbbbbb");
    StartReceiver receive = new StartReceiver(end(attempt, FleetResource.RECEIVER));
    try (TopicReader reports = reports(attempt)) {
      send(receive);
      ReceiverReady ready = reports.next(ReceiverReady.class);
      TrafficEnded ended = reports.next(TrafficEnded.class);

      send(receive);

      assertThat(reports.next(ReceiverReady.class)).isEqualTo(ready);
      assertThat(reports.next(TrafficEnded.class)).isEqualTo(ended);
    }
  }

  @Test
  void whatCannotBeReadDoesNotStopWhatFollowsAndIsKept() throws Exception {
    Attempt attempt = attempt("cccccccccccc");
    try (TopicReader reports = reports(attempt);
        TopicReader dead = reader(Topic.DEAD_LETTERS, attempt)) {
      send(FleetResource.RECEIVER, attempt, "not JSON".getBytes(StandardCharsets.UTF_8));
      StopTraffic ofNobody = new StopTraffic(attempt, new HostName("nobody"));
      send(FleetResource.RECEIVER, attempt, Messages.CODEC.encode(ofNobody));
      send(new StopTraffic(attempt, FleetResource.RECEIVER));

      assertThat(reports.next(TrafficStopped.class).host()).isEqualTo(FleetResource.RECEIVER);
      assertThatThrownBy(() -> dead.next(ProbeCommand.class))
          .isInstanceOf(UnreadableMessageException.class)
          .hasMessageContaining("not a readable message");
      assertThat(dead.next(StopTraffic.class)).isEqualTo(ofNobody);
      assertThat(get("metrics").lines())
          .contains(
              "tunnelbench_probe_unreadable_messages_total"
                  + "{topic=\"tunnelbench.probe-commands.receiver\"} 2.0");
    }
  }

  @Test
  void metricsAreWhatPrometheusExpects() throws Exception {
    Attempt attempt = attempt("dddddddddddd");
    try (TopicReader reports = reports(attempt)) {
      send(new StartReceiver(end(attempt, FleetResource.RECEIVER)));
      reports.next(ReceiverReady.class);
      reports.next(TrafficEnded.class);
      send(new StartSender(end(attempt, FleetResource.SENDER)));
      reports.next(TrafficEnded.class);
    }

    String labels =
        "experiment=\"dddddddddddd\",host=\"%s\",kernel=\"5.10\",local=\"set\""
            + "%s,protection=\"esp/null/hmac-md5\",tunnel=\"gretap\"";
    String receiver = "end=\"receiver\"," + labels.formatted("receiver", "");
    String sender = "end=\"sender\"," + labels.formatted("sender", "");
    String outcome = ",outcome=\"measured\"";
    assertThat(get("metrics").lines().filter(line -> line.contains("dddddddddddd")))
        .containsExactlyInAnyOrder(
            "tunnelbench_traffic_bytes_total{" + receiver + "} 1.875E7",
            "tunnelbench_traffic_bytes_total{" + sender + "} 1.875E7",
            "tunnelbench_traffic_throughput_bytes_per_second{" + receiver + "} 0.0",
            "tunnelbench_traffic_throughput_bytes_per_second{" + sender + "} 0.0",
            "tunnelbench_traffic_retransmits_total{" + sender + "} 5.0",
            "tunnelbench_traffic_samples_total{" + receiver + "} 2.0",
            "tunnelbench_traffic_samples_total{" + sender + "} 2.0",
            "tunnelbench_traffic_trials_total{end=\"receiver\","
                + labels.formatted("receiver", outcome)
                + "} 1.0",
            "tunnelbench_traffic_trials_total{end=\"sender\","
                + labels.formatted("sender", outcome)
                + "} 1.0");
    assertThat(get("metrics").lines())
        .contains(
            "# TYPE tunnelbench_traffic_bytes counter",
            "# TYPE tunnelbench_traffic_throughput_bytes_per_second gauge",
            "# TYPE tunnelbench_traffic_retransmits counter",
            "# TYPE tunnelbench_traffic_samples counter",
            "# TYPE tunnelbench_traffic_trials counter");
  }

  @Test
  void whatHappensWhileTheBrokerIsAwayIsToldWhenItIsBack() throws Exception {
    Path gate = Path.of(System.getenv("GATE"));
    Files.deleteIfExists(gate);
    Attempt attempt = attempt("eeeeeeeeeeee");
    try (TopicReader reports = reports(attempt);
        TopicReader samples = reader(Topic.SAMPLES, attempt)) {
      send(new StartReceiver(end(attempt, FleetResource.RECEIVER, 5999)));
      reports.next(ReceiverReady.class);

      broker.suspend();
      Files.createFile(gate);
      awaitMetric("tunnelbench_traffic_trials_total", "eeeeeeeeeeee");
      broker.resume();

      // What is sent again may come after a later one, and twice.
      Set<Integer> came = new TreeSet<>();
      while (came.size() < 2) {
        came.add(samples.next(TrafficSample.class).index());
      }
      assertThat(came).containsExactly(0, 1);
      assertThat(reports.next(TrafficEnded.class).failure()).isEmpty();
    } finally {
      Files.deleteIfExists(gate);
    }
  }

  @Test
  void saysWhichHostsItServes() throws Exception {
    assertThat(get("health/ready")).contains("\"served\": \"receiver, sender\"");
  }

  /** Of both hosts: what one says here follows from what the other said before. */
  private TopicReader reports(Attempt attempt) {
    return new TopicReader(
        bootstrapServers,
        List.of(Topic.reports(FleetResource.SENDER), Topic.reports(FleetResource.RECEIVER)),
        attempt.trial().value());
  }

  private static TrafficEnd end(Attempt attempt, HostName host) {
    return end(attempt, host, 5201);
  }

  private static TrafficEnd end(Attempt attempt, HostName host, int port) {
    return new TrafficEnd(
        attempt,
        host,
        new Ipv4Address("127.0.0.1"),
        new Ipv4Address("127.0.0.1"),
        port,
        new TrafficSpec(
            "iperf3", 1, Duration.ofMillis(500), 1, Direction.FORWARD, OptionalLong.empty()),
        Duration.ofMinutes(1),
        Map.of(
            "experiment", attempt.trial().experiment().value(),
            "kernel", "5.10",
            "tunnel", "gretap",
            "local", "set",
            "protection", "esp/null/hmac-md5"));
  }

  private static Attempt attempt(String experiment) {
    return new Attempt(TrialId.of(new ExperimentId(experiment), 0), 1);
  }

  private TopicReader reader(Topic topic, Attempt attempt) {
    return new TopicReader(bootstrapServers, topic, attempt.trial().value());
  }

  private void send(ProbeCommand command) throws Exception {
    send(command.host(), command.attempt(), Messages.CODEC.encode(command));
  }

  private void send(HostName host, Attempt attempt, byte[] value) throws Exception {
    new TopicWriter(bootstrapServers)
        .send(Topic.probeCommands(host), attempt.trial().value(), value);
  }

  private void awaitMetric(String name, String experiment)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (get("metrics")
        .lines()
        .noneMatch(line -> line.startsWith(name) && line.contains(experiment))) {
      assertThat(System.nanoTime()).as("%s of %s", name, experiment).isLessThan(deadline);
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(management.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
