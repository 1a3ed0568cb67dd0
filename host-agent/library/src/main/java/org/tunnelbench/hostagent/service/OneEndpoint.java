package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.loop.ThreadLoop;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.apply.HostWork;
import org.tunnelbench.hostagent.key.AgentKeys;

/**
 * An agent for one end on this host, without a controller: the same work as for a trial, told what
 * to do by a document. What a former run left, however it ended, is undone first.
 */
public final class OneEndpoint implements AutoCloseable {
  /** Bound on learning what the host is, and on undoing what a former run left. */
  static final Duration REACH_LIMIT = Duration.ofSeconds(60);

  /**
   * Bound on waiting for an answer: the sum of what may come before it, which is looking, applying,
   * asking why that failed, undoing in its two parts, and reaching the host anew.
   */
  static final Duration ANSWER_LIMIT =
      HostWork.LOOK_LIMIT
          .plus(HostHands.APPLY_LIMIT)
          .plus(HostWork.LOOK_LIMIT)
          .plus(HostWork.UNDO_LIMIT)
          .plus(REACH_LIMIT);

  private final EndpointService service;
  private final SealingKeyPair keys;
  private final Answers answers = new Answers();

  /**
   * An agent of this host.
   *
   * @param accessTo opens the way to it
   * @param state folder of its journal; made where it is missing, and used by no other process
   * @throws IOException where the state cannot be read or written
   */
  public OneEndpoint(
      EndpointDocument document, Function<HostEntry, HostAccess> accessTo, Path state)
      throws IOException, SealingException {
    keys = SecretSealing.newKeyPair();
    HostEntry host =
        new HostEntry(
            EndpointDocument.HERE,
            HostKind.LOCAL,
            document.underlay().here(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    service =
        new EndpointService(
            List.of(host),
            accessTo,
            ThreadLoop::new,
            state,
            AgentKeys.of(keys),
            AllowList.EVERYTHING,
            answers,
            InstantSource.system());
  }

  /** What became of the end. */
  public sealed interface Outcome {
    /** It stands, and the other end answered. */
    record Ready(Report.EndpointReady report) implements Outcome {}

    /** It could not be set up, or not proved; what was made stands until it is taken down. */
    record Failed(Failure failure) implements Outcome {}
  }

  /**
   * Looks what the host is, and undoes what a former run left.
   *
   * @throws IOException where that is not done in time, saying why
   */
  public HostFacts reach() throws InterruptedException, IOException {
    service.start();
    String reason = "it was not reached within " + REACH_LIMIT.toSeconds() + " s";
    long end = System.nanoTime() + REACH_LIMIT.toNanos();
    for (long left = REACH_LIMIT.toNanos(); left > 0; left = end - System.nanoTime()) {
      HostStatus status = answers.statuses.poll(left, TimeUnit.NANOSECONDS);
      if (status != null && status.condition() == HostCondition.AVAILABLE) {
        // That what a former run left was undone is told before this, and answers nothing.
        answers.reports.clear();
        return status.facts().orElseThrow();
      }
      if (status != null) {
        reason = status.reason();
      }
    }
    throw new IOException("this host: " + reason);
  }

  /** What is to be set up, its secret sealed for this agent. */
  public EndpointSpec spec(EndpointDocument document, Attempt attempt, Duration deadline)
      throws SealingException {
    String sealed =
        document.secret().isPresent()
            ? SealedSecret.seal(
                keys.publicKey(), document.secret().get().secret(), attempt, EndpointDocument.HERE)
            : "";
    return document.spec(attempt, sealed, deadline);
  }

  /** Sets the end up and proves it. */
  public Outcome setUp(EndpointSpec spec) throws InterruptedException, IOException {
    service.handle(new HostCommand.SetUp(spec), Duration.ZERO);
    return switch (answer()) {
      case Report.EndpointReady ready -> new Outcome.Ready(ready);
      case Report.EndpointFailed failed -> new Outcome.Failed(failed.failure());
      default -> throw new IOException("the agent answered something else");
    };
  }

  /** Takes the end down and compares the host with what it was before. */
  public Report.EndpointDown takeDown(EndpointSpec spec) throws InterruptedException, IOException {
    service.handle(new HostCommand.TakeDown(spec.attempt(), spec.host()), Duration.ZERO);
    // What setting it up was answered may come late.
    Optional<Report.EndpointDown> down = down(answer());
    while (down.isEmpty()) {
      down = down(answer());
    }
    // Where its deadline passed meanwhile, that was told before, and is now told again.
    Report.EndpointDown last = down.get();
    while (!answers.reports.isEmpty()) {
      last = down(answer()).orElse(last);
    }
    return last;
  }

  private static Optional<Report.EndpointDown> down(Report report) {
    return report instanceof Report.EndpointDown down ? Optional.of(down) : Optional.empty();
  }

  private Report answer() throws InterruptedException, IOException {
    Report report = answers.reports.poll(ANSWER_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (report == null) {
      throw new IOException("no answer within " + ANSWER_LIMIT.toSeconds() + " s");
    }
    return report;
  }

  /** Lets go of the host; what still stands is undone by the next run. */
  @Override
  public void close() {
    service.close();
  }

  /** Keeps what is said until it is asked for. */
  private static final class Answers implements Announcements {
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<HostStatus> statuses = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Void> report(Report report) {
      reports.add(report);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void status(HostStatus status) {
      statuses.add(status);
    }
  }
}
