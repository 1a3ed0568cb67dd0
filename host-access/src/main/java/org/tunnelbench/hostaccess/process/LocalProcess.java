package org.tunnelbench.hostaccess.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.StepResult;

/** A process of this machine that was started here. */
public final class LocalProcess {
  /**
   * How long an ended process's output is waited for. A daemon that it left behind may hold the
   * pipe open for ever.
   */
  public static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);

  private static final Executor BACKGROUND = task -> background("process-exit", task);

  private final Process process;
  private final CompletableFuture<Integer> exitCode;

  private LocalProcess(Process process, List<CompletableFuture<Void>> readers) {
    this.process = process;
    this.exitCode = process.onExit().thenApplyAsync(ended -> drained(ended, readers), BACKGROUND);
  }

  /**
   * Starts a command.
   *
   * @throws IOException where the command or its folder does not exist, or may not be run
   */
  public static LocalProcess start(LocalCommand command, LocalOutput output) throws IOException {
    Process process = redirected(builder(command), output).start();
    LocalProcess started = new LocalProcess(process, readers(process, output));
    feed(process, command.input());
    return started;
  }

  /**
   * Runs a command to its end.
   *
   * @param limit after which it is killed with all that it started; its exit code is then {@link
   *     StepResult#TIMED_OUT}
   * @throws IOException where the command or its folder does not exist, or may not be run
   */
  public static StepResult run(LocalCommand command, Duration limit)
      throws IOException, InterruptedException {
    InvalidValueException.unless(
        !(command.input() instanceof LocalCommand.Input.Open),
        "input",
        command.argv(),
        "must not be left open where the command is run to its end");
    BoundedOutput stdout = new BoundedOutput(StepResult.MOST_OUTPUT);
    BoundedOutput stderr = new BoundedOutput(StepResult.MOST_OUTPUT);
    LocalProcess running = start(command, new LocalOutput.Streams(stdout, stderr));
    try {
      OptionalInt code = running.waitFor(limit);
      if (code.isEmpty()) {
        running.kill();
        running.waitFor(LONGEST_DRAIN.multipliedBy(2));
      }
      return new StepResult(code.orElse(StepResult.TIMED_OUT), stdout.text(), stderr.text());
    } catch (InterruptedException interrupted) {
      running.kill();
      throw interrupted;
    }
  }

  /** The process id on this machine. */
  public long processId() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What is written here reaches a command whose input is {@link LocalCommand.Input.Open}. */
  public OutputStream standardInput() {
    return process.getOutputStream();
  }

  /**
   * The exit code once the process has ended and its lines were delivered; 128 and the signal's
   * number where a signal ended it.
   */
  public CompletableFuture<Integer> exitCode() {
    return exitCode.copy();
  }

  /** Waits for the exit code; empty where the process still runs when {@code limit} has passed. */
  public OptionalInt waitFor(Duration limit) throws InterruptedException {
    try {
      return OptionalInt.of(exitCode.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException stillRunning) {
      return OptionalInt.empty();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The exit code of process " + processId(), failed);
    }
  }

  /**
   * Asks the process to end (SIGTERM), waits, and kills it with all that it started where it has
   * not ended when {@code grace} has passed.
   */
  public void stop(Duration grace) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
      kill();
    }
  }

  /** Kills the process and all that it started (SIGKILL). */
  public void kill() {
    // Listed before the first is killed: an orphan is no longer anybody's descendant.
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      List<ProcessHandle> all = descendants.toList();
      process.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static ProcessBuilder builder(LocalCommand command) {
    ProcessBuilder builder = new ProcessBuilder(command.argv());
    builder.environment().putAll(command.environment());
    command.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    if (command.input() instanceof LocalCommand.Input.Inherited) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    return builder;
  }

  private static void feed(Process process, LocalCommand.Input input) throws IOException {
    switch (input) {
      case LocalCommand.Input.Closed() -> process.getOutputStream().close();
      case LocalCommand.Input.Text(var text) ->
          background("process-input", () -> write(process, text));
      case LocalCommand.Input.Open() -> {}
      case LocalCommand.Input.Inherited() -> {}
    }
  }

  private static void write(Process process, String text) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedBeforeItHadReadAll) {
      // As with a shell's pipe: its exit code tells whether it minded.
    }
  }

  private static ProcessBuilder redirected(ProcessBuilder builder, LocalOutput output) {
    return switch (output) {
      case LocalOutput.Inherited() ->
          builder
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      case LocalOutput.Discarded() ->
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      case LocalOutput.ToFile(var file) ->
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
      case LocalOutput.Lines lines -> builder.redirectErrorStream(true);
      case LocalOutput.Streams streams -> builder;
    };
  }

  private static List<CompletableFuture<Void>> readers(Process process, LocalOutput output) {
    return switch (output) {
      case LocalOutput.Lines(var consumer) ->
          List.of(copy(process, process.getInputStream(), new LineSplitter(consumer)));
      case LocalOutput.Streams(var stdout, var stderr) ->
          List.of(
              copy(process, process.getInputStream(), stdout),
              copy(process, process.getErrorStream(), stderr));
      case LocalOutput.Inherited inherited -> List.of();
      case LocalOutput.Discarded discarded -> List.of();
      case LocalOutput.ToFile file -> List.of();
    };
  }

  private static CompletableFuture<Void> copy(Process process, InputStream from, OutputStream to) {
    return CompletableFuture.runAsync(
        () -> {
          try (to) {
            from.transferTo(to);
          } catch (IOException closedUnderneath) {
            // The process was killed: there is nothing more to read.
          } catch (RuntimeException consumerFailed) {
            process.destroyForcibly();
            throw consumerFailed;
          }
        },
        task -> background("process-output", task));
  }

  private static int drained(Process ended, List<CompletableFuture<Void>> readers) {
    try {
      CompletableFuture.allOf(readers.toArray(CompletableFuture<?>[]::new))
          .get(LONGEST_DRAIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException heldOpenByAnother) {
      // What it prints from now on is no longer this process's.
    } catch (ExecutionException consumerFailed) {
      throw new CompletionException(consumerFailed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended.exitValue();
  }

  private static Thread background(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }
}
