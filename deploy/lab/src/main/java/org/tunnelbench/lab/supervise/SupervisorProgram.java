package org.tunnelbench.lab.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;

/**
 * The program {@code supervisor.pl} while it runs: what is said to it and by it, line by line. It
 * answers each request once, in their order. Safe for use by several threads.
 */
final class SupervisorProgram {
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(10);
  private static final String FILE = "supervisor.pl";
  private static final String NO_REPLY = "error the%20supervisor%20has%20ended";

  private final Path log;
  private final ChildEnd childEnd;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final LocalProcess process;

  /**
   * Requests whose reply was not read: whoever made one may have stopped waiting before it came.
   */
  private int unread;

  /** Hears that a child has ended, from a thread of this program. */
  interface ChildEnd {
    /**
     * It has ended.
     *
     * @param code 0 where a signal ended it
     * @param signal 0 where it ended by itself
     */
    void ended(String name, int code, int signal);
  }

  /**
   * Starts it.
   *
   * @param folder where it is written and works
   */
  SupervisorProgram(Path folder, Path log, Isolation isolation, ChildEnd childEnd)
      throws IOException {
    this.log = log;
    this.childEnd = childEnd;
    Path file = folder.resolve(FILE);
    try (InputStream text =
        Objects.requireNonNull(SupervisorProgram.class.getResourceAsStream(FILE), FILE)) {
      Files.write(file, text.readAllBytes());
    }
    process =
        LocalProcess.start(
            LocalCommand.of(isolation.around(List.of("perl", file.toString(), log.toString())))
                .in(folder)
                .reading(new LocalCommand.Input.Open()),
            new LocalOutput.Lines(this::hear));
    var unused = process.exitCode().thenRun(() -> replies.add(NO_REPLY));
  }

  /** Waits until it has said that it is ready. */
  synchronized void awaitReady() throws LabException, InterruptedException {
    var unused = reply("start");
  }

  /** Makes a request; answers the words of its reply. */
  synchronized List<String> ask(List<String> words) throws LabException, InterruptedException {
    String line = words.stream().map(PercentCoding::encode).collect(Collectors.joining(" ")) + "\n";
    try {
      OutputStream input = process.standardInput();
      input.write(line.getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException gone) {
      throw new LabException("The lab's supervisor has ended; see " + log + ".", gone);
    }
    return reply(String.join(" ", words.subList(0, Math.min(2, words.size()))));
  }

  long processId() {
    return process.processId();
  }

  /** Completes when it has ended. */
  CompletableFuture<Integer> exitCode() {
    return process.exitCode();
  }

  /** Says nothing more to it, which ends it unless it is detached. */
  void closeInput() {
    try {
      process.standardInput().close();
    } catch (IOException alreadyGone) {
      // The pipe is closed either way.
    }
  }

  /** Waits until it has ended, and kills it where it has not when {@code grace} has passed. */
  void awaitEnd(Duration grace) {
    try {
      OptionalInt ended = process.waitFor(grace);
      if (ended.isEmpty()) {
        process.kill();
      }
    } catch (InterruptedException interrupted) {
      process.kill();
      Thread.currentThread().interrupt();
    }
  }

  private List<String> reply(String request) throws LabException, InterruptedException {
    unread++;
    String line = next(request);
    while (unread > 0 && !line.equals(NO_REPLY)) {
      line = next(request);
    }
    List<String> words = Arrays.stream(line.split(" ", -1)).map(PercentCoding::decode).toList();
    if (words.getFirst().equals("error")) {
      throw new LabException(
          "The lab's supervisor refused '%s': %s."
              .formatted(request, String.join(" ", words.subList(1, words.size()))));
    }
    return words.subList(1, words.size());
  }

  private String next(String request) throws LabException, InterruptedException {
    String line = replies.poll(REPLY_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (line == null) {
      throw new LabException(
          "The lab's supervisor did not answer '%s' within %s; see %s."
              .formatted(request, REPLY_LIMIT, log));
    }
    unread--;
    return line;
  }

  private void hear(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "exit" ->
          childEnd.ended(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
      case "ready", "ok", "error" -> replies.add(line);
      // What unshare(1) or perl say before the supervisor speaks.
      default -> replies.add("error " + PercentCoding.encode(line));
    }
  }
}
