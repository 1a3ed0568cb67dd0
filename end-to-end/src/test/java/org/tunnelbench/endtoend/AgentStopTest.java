package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.testbroker.TestBroker;
import org.tunnelbench.testbroker.TopicReader;

/** An agent that is asked to end, as systemd and Kubernetes ask, while a trial stands. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // the first command may have to build
class AgentStopTest {
  private static final Attempt ATTEMPT =
      new Attempt(TrialId.of(new ExperimentId("aaaaaaaaaaaa"), 0), 1);

  /** 128 and SIGTERM, as a process that ends by it says. */
  private static final int TERMINATED = 143;

  /** The shortest that a unit or a manifest of ours gives, its TimeoutStopSec. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @BeforeEach
  void buildWhatIsNotBuilt() throws Exception {
    assertThat(new Launcher(folder.resolve("launcher")).built()).isTrue();
  }

  @Test
  void itUndoesWhatStandsAndItsReportIsKeptUntilKafkaTakesIt() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      AgentProcess agent = AgentProcess.prepare(folder, broker);
      try (Started process = agent.start();
          TopicReader reports = agent.reports(ATTEMPT)) {
        setUp(agent, reports);
        broker.suspend();
        long start = System.nanoTime();
        Signals.send("TERM", process.processId());

        assertThat(process.awaitEnd()).isEqualTo(TERMINATED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GRACE);
      }
      assertThat(agent.parameter()).hasContent("before");
      assertThat(agent.journal()).isEmptyDirectory();
      assertThat(agent.outbox()).content().contains("agent-silent").contains("agent was stopped");

      broker.resume();
      try (Started process = agent.start();
          TopicReader reports = agent.reports(ATTEMPT)) {
        reports.next(Report.EndpointReady.class);
        Report.EndpointDown down = reports.next(Report.EndpointDown.class);
        assertThat(down.differences()).isEmpty();
        assertThat(down.failure()).map(Failure::kind).contains(FailureKind.AGENT_SILENT);
        Signals.send("TERM", process.processId());
        assertThat(process.awaitEnd()).isEqualTo(TERMINATED);
      }
    }
  }

  @Test
  void askedASecondTimeItLeavesTheRestToItsJournal() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      AgentProcess agent = AgentProcess.prepare(folder, broker);
      try (Started process = agent.start();
          TopicReader reports = agent.reports(ATTEMPT)) {
        setUp(agent, reports);
        Files.createFile(agent.frozen());
        Signals.send("TERM", process.processId());
        awaitFile(agent.waiting());
        Signals.send("TERM", process.processId());

        assertThat(process.awaitEnd()).isEqualTo(TERMINATED);
        assertThat(process.said()).contains("left to the journal: asked a second time");
      }
      assertThat(agent.parameter()).hasContent("4096");
      assertThat(agent.journal()).isNotEmptyDirectory();
      Files.delete(agent.frozen());

      try (Started process = agent.start();
          TopicReader reports = agent.reports(ATTEMPT)) {
        reports.next(Report.EndpointReady.class);
        assertThat(reports.next(Report.EndpointDown.class).clean()).isTrue();
        assertThat(agent.parameter()).hasContent("before");
        Signals.send("TERM", process.processId());
        assertThat(process.awaitEnd()).isEqualTo(TERMINATED);
      }
    }
  }

  private static void setUp(AgentProcess agent, TopicReader reports) throws Exception {
    agent.setUp(ATTEMPT, "4096");
    reports.next(Report.EndpointReady.class);
    assertThat(agent.parameter()).hasContent("4096");
  }

  private static void awaitFile(Path file) throws Exception {
    Path parent = Objects.requireNonNull(file.getParent(), file.toString());
    try (WatchService watch = file.getFileSystem().newWatchService()) {
      parent.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
      while (!Files.exists(file)) {
        WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(key).as(file + " did not come").isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
  }
}
