package org.tunnelbench.hostaccess.shell;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;

/** A command that a shell on its host supervises. */
final class SupervisedCommand implements RunningCommand {
  /** Any line ends the command; a shell whose command has just ended does nothing at this one. */
  private static final String STOP = ":\n";

  private final HostName host;
  private final CommandTranscript transcript;
  private final ResidentShells.Conversation<CommandTranscript> conversation;
  private final Deadline deadline;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  SupervisedCommand(
      HostName host,
      ResidentShells.Conversation<CommandTranscript> conversation,
      Deadline deadline) {
    this.host = host;
    this.transcript = conversation.transcript();
    this.conversation = conversation;
    this.deadline = deadline;
  }

  /** Delivers lines from now on, and answers once the command runs. */
  SupervisedCommand begin(Consumer<String> lines, Duration answerGrace)
      throws HostUnreachableException, InterruptedException {
    background("host-lines " + host, () -> deliver(lines));
    Duration longest = deadline.left().plus(answerGrace);
    background("host-command-end " + host, () -> letGo(longest));
    try {
      CompletableFuture.anyOf(transcript.processId(), exitCode)
          .get(longest.toNanos(), TimeUnit.NANOSECONDS);
      return this;
    } catch (ExecutionException failed) {
      throw lost("ended before the command ran");
    } catch (TimeoutException silent) {
      throw lost("did not start the command in time");
    } catch (InterruptedException interrupted) {
      stop();
      throw interrupted;
    }
  }

  @Override
  public long processId() {
    return transcript.processId().join();
  }

  @Override
  public CompletableFuture<Integer> exitCode() {
    return exitCode.copy();
  }

  @Override
  public void stop() {
    conversation.say(STOP);
  }

  /** Waits for the end, a bounded time, and lets go of the shell. */
  private void letGo(Duration longest) {
    try {
      exitCode.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      exitCode.completeExceptionally(lost("did not say what became of the command"));
    } catch (ExecutionException failed) {
      // Whoever asks for the exit code hears of it.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      conversation.close();
    }
  }

  private void deliver(Consumer<String> lines) {
    Consumer<String> nobody = line -> {};
    try {
      OptionalInt code;
      try {
        code = transcript.deliver(lines);
      } catch (RuntimeException consumerFailed) {
        stop();
        transcript.deliver(nobody);
        exitCode.completeExceptionally(consumerFailed);
        return;
      }
      end(code);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(OptionalInt code) {
    if (code.isPresent()) {
      exitCode.complete(code.getAsInt());
    } else if (deadline.passed()) {
      exitCode.complete(StepResult.TIMED_OUT);
    } else {
      exitCode.completeExceptionally(lost("was lost while the command ran"));
    }
  }

  private HostUnreachableException lost(String how) {
    String noise = transcript.noise();
    return new HostUnreachableException(
        host, "the shell " + how + (noise.isEmpty() ? "" : "; it said: " + noise));
  }

  private static void background(String name, Runnable task) {
    Thread.ofPlatform().daemon().name(name).start(task);
  }
}
