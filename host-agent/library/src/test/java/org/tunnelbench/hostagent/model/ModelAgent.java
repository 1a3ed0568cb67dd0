package org.tunnelbench.hostagent.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.key.AgentKeys;
import org.tunnelbench.hostagent.service.EndpointService;

/** An agent of one model host that can be killed and started again. */
public final class ModelAgent {
  private static final SealingKeyPair KEYS = keys();

  private final ModelHost host;
  private final HostEntry entry;
  private final AllowList allowed;
  private final Path state;
  private Said said = new Said();
  private ManualLoop loop = new ManualLoop();
  private EndpointService service;

  /** Starts an agent and lets it reach its host. */
  public ModelAgent(ModelHost host, Path state) throws InterruptedException {
    this(host, Examples.entry(), state);
  }

  /** Starts an agent of a host with this entry and lets it reach it. */
  public ModelAgent(ModelHost host, HostEntry entry, Path state) throws InterruptedException {
    this(host, entry, state, AllowList.EVERYTHING);
  }

  /** Starts an agent that may touch no more than this. */
  public ModelAgent(ModelHost host, HostEntry entry, Path state, AllowList allowed)
      throws InterruptedException {
    this.allowed = allowed;
    this.host = host;
    this.entry = entry;
    this.state = state;
    this.service = service();
    service.start();
    loop.run();
  }

  private EndpointService service() {
    try {
      return new EndpointService(
          List.of(entry),
          one -> host,
          name -> loop,
          state,
          AgentKeys.of(KEYS),
          allowed,
          said,
          () -> Instant.EPOCH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the agent; answers whether that is done. */
  public CompletableFuture<Void> stop() throws InterruptedException {
    CompletionStage<Void> stopped = service.stop();
    loop.run();
    return stopped.toCompletableFuture();
  }

  /** Gives a command; answers whether it was answered. */
  public CompletableFuture<Void> answered(HostCommand command) throws InterruptedException {
    CompletionStage<Void> answered = service.handle(command, Duration.ZERO);
    loop.run();
    return answered.toCompletableFuture();
  }

  /** Kills the agent, and starts one that finds its folder. */
  public void killAndStart() throws InterruptedException {
    service.close();
    said = new Said();
    loop = new ManualLoop();
    service = service();
    service.start();
    loop.run();
  }

  /** The spec of an end, sealed for this agent. */
  public EndpointSpec spec(Levels levels, Attempt attempt) {
    return Examples.spec(levels, attempt, KEYS.publicKey());
  }

  /** Sets an end up and answers what was reported. */
  public Report setUp(Levels levels, Attempt attempt) throws InterruptedException {
    return command(new HostCommand.SetUp(spec(levels, attempt)));
  }

  /** Gives a command to set an end up that was sent so long ago, and answers what was reported. */
  public Report setUpLate(Levels levels, Attempt attempt, Duration age)
      throws InterruptedException {
    service.handle(new HostCommand.SetUp(spec(levels, attempt)), age);
    loop.run();
    return said.last();
  }

  /** Takes an end down and answers what was reported. */
  public Report takeDown(Attempt attempt) throws InterruptedException {
    return command(new HostCommand.TakeDown(attempt, Examples.HOST));
  }

  /** Gives a command and answers what was reported of it. */
  public Report command(HostCommand command) throws InterruptedException {
    service.handle(command, Duration.ZERO);
    loop.run();
    return said.last();
  }

  /** Lets time pass. */
  public void advance(Duration time) throws InterruptedException {
    loop.advance(time);
  }

  /** What it says. */
  public Said said() {
    return said;
  }

  private static SealingKeyPair keys() {
    try {
      return SecretSealing.newKeyPair();
    } catch (SealingException e) {
      throw new IllegalStateException(e);
    }
  }
}
