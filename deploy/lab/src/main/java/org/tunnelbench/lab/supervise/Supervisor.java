package org.tunnelbench.lab.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;

/**
 * Starts processes that end when this process ends, however it ends, or when {@link #close} is
 * called; after {@link #detach} they outlive it. Safe for use by several threads.
 */
public final class Supervisor implements AutoCloseable {
  /** The name under which the supervisor's own end is reported. */
  public static final String OWN_NAME = "supervisor";

  private static final Duration REPLY_LIMIT = Duration.ofSeconds(10);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);
  private static final String PROGRAM = "supervisor.pl";
  private static final String NO_REPLY = "error the%20supervisor%20has%20ended";

  private final Isolation isolation;
  private final Path log;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final Map<String, Child> children = new ConcurrentHashMap<>();
  private final Set<String> requested = ConcurrentHashMap.newKeySet();
  private final ExecutorService events =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("supervisor-events").unstarted(task));
  private final Consumer<ChildExit> listener;
  private final LocalProcess process;
  private volatile boolean ending;

  private Supervisor(Path folder, Isolation isolation, Consumer<ChildExit> listener)
      throws IOException {
    this.isolation = isolation;
    this.listener = listener;
    this.log = folder.resolve(OWN_NAME + ".log");
    Path program = folder.resolve(PROGRAM);
    try (InputStream text =
        Objects.requireNonNull(Supervisor.class.getResourceAsStream(PROGRAM), PROGRAM)) {
      Files.write(program, text.readAllBytes());
    }
    this.process =
        LocalProcess.start(
            LocalCommand.of(isolation.around(List.of("perl", program.toString(), log.toString())))
                .in(folder)
                .reading(new LocalCommand.Input.Open()),
            new LocalOutput.Lines(this::hear));
    var unused = process.exitCode().thenAcceptAsync(this::supervisorEnded, events);
  }

  /**
   * Starts a supervisor with the strongest isolation that the machine allows.
   *
   * @param folder where its program and its log are written
   * @param listener hears of every end, from one thread of this supervisor
   */
  public static Supervisor start(Path folder, Consumer<ChildExit> listener)
      throws LabException, InterruptedException {
    return start(folder, Isolation.strongest(), listener);
  }

  /** As {@link #start(Path, Consumer)} with this isolation. */
  public static Supervisor start(Path folder, Isolation isolation, Consumer<ChildExit> listener)
      throws LabException, InterruptedException {
    try {
      Supervisor supervisor = new Supervisor(folder, isolation, listener);
      supervisor.reply("start");
      return supervisor;
    } catch (IOException cannotStart) {
      throw new LabException(
          "Cannot start the supervisor in "
              + folder
              + ": "
              + cannotStart.getMessage()
              + ". Debian's packages perl-base and util-linux must be installed.",
          cannotStart);
    }
  }

  public Isolation isolation() {
    return isolation;
  }

  /** The process that, when killed, takes all the others with it. */
  public long processId() {
    return process.processId();
  }

  /** Makes a link. */
  public Link link() throws LabException, InterruptedException {
    List<String> numbers = ask(List.of("link"));
    return new Link(
        new LinkEnd(Integer.parseInt(numbers.get(0))),
        new LinkEnd(Integer.parseInt(numbers.get(1))));
  }

  /**
   * Starts a process.
   *
   * @throws LabException where there is one of that name already, or it cannot be run
   */
  public void spawn(ChildSpec spec) throws LabException, InterruptedException {
    var unused = spawnFollowed(spec);
  }

  /** As {@link #spawn}; completes at the end of the child, however soon that comes. */
  public CompletableFuture<ChildExit> spawnFollowed(ChildSpec spec)
      throws LabException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("spawn", spec.name()));
    words.add("log=" + spec.log().toAbsolutePath());
    words.add("cwd=" + spec.folder().toAbsolutePath());
    spec.ends().forEach(end -> words.add("fd=" + end.descriptor()));
    spec.environment().forEach((key, value) -> words.add("env=" + key + "=" + value));
    spec.argv().forEach(argument -> words.add("arg=" + argument));
    Child child = new Child(spec.log(), new CompletableFuture<>());
    if (children.putIfAbsent(spec.name(), child) != null) {
      throw new LabException("There is a process " + spec.name() + " already.");
    }
    try {
      ask(words);
    } catch (LabException refused) {
      children.remove(spec.name(), child);
      throw refused;
    }
    return child.exit().copy();
  }

  /** Whether a child of that name runs. */
  public boolean isRunning(String name) {
    return children.containsKey(name);
  }

  /** Completes at the end of the child that runs under that name now. */
  public CompletableFuture<ChildExit> exit(String name) {
    return running(name).exit().copy();
  }

  /**
   * Sends a signal, such as {@code TERM} or {@code KILL}, to a child; KILL goes to its whole
   * process group.
   */
  public void kill(String name, String signal) throws LabException, InterruptedException {
    requested.add(name);
    ask(List.of("kill", name, signal));
  }

  /**
   * Asks a child to end (TERM) and kills it where it has not ended when {@code grace} has passed;
   * does nothing where none of that name runs.
   */
  public void stop(String name, Duration grace) throws LabException, InterruptedException {
    Child child = children.get(name);
    if (child == null) {
      return;
    }
    try {
      kill(name, "TERM");
      if (!endsWithin(child, grace)) {
        kill(name, "KILL");
      }
    } catch (LabException refused) {
      // Where it ended in between, there was nothing left to signal.
      if (isRunning(name)) {
        throw refused;
      }
    }
    if (!endsWithin(child, END_LIMIT)) {
      throw new LabException(name + " did not end within " + END_LIMIT + " of being killed.");
    }
  }

  /**
   * From now on the children outlive this process; killing {@link #processId} ends them. Nothing
   * else can be asked of the supervisor afterwards.
   */
  public void detach() throws LabException, InterruptedException {
    ask(List.of("detach"));
    ending = true;
    closeInput();
    events.shutdown();
  }

  /** Ends every child and the supervisor; does nothing after {@link #detach}. */
  @Override
  public void close() {
    if (ending) {
      return;
    }
    ending = true;
    closeInput();
    try {
      OptionalInt ended = process.waitFor(END_LIMIT);
      if (ended.isEmpty()) {
        process.kill();
      }
    } catch (InterruptedException interrupted) {
      process.kill();
      Thread.currentThread().interrupt();
    }
    events.shutdown();
  }

  private void closeInput() {
    try {
      process.standardInput().close();
    } catch (IOException alreadyGone) {
      // The pipe is closed either way.
    }
  }

  private Child running(String name) {
    Child child = children.get(name);
    InvalidValueException.unless(child != null, "child", name, "must be running");
    return Objects.requireNonNull(child);
  }

  private static boolean endsWithin(Child child, Duration limit) throws InterruptedException {
    try {
      child.exit().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException stillRuns) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized List<String> ask(List<String> words)
      throws LabException, InterruptedException {
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

  private List<String> reply(String request) throws LabException, InterruptedException {
    String line = replies.poll(REPLY_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (line == null) {
      throw new LabException(
          "The lab's supervisor did not answer '%s' within %s; see %s."
              .formatted(request, REPLY_LIMIT, log));
    }
    List<String> words = Arrays.stream(line.split(" ", -1)).map(PercentCoding::decode).toList();
    if (words.getFirst().equals("error")) {
      throw new LabException(
          "The lab's supervisor refused '%s': %s."
              .formatted(request, String.join(" ", words.subList(1, words.size()))));
    }
    return words.subList(1, words.size());
  }

  private void hear(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "exit" -> {
        Child child = children.remove(words[1]);
        if (child != null) {
          ended(child, words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        }
      }
      case "ready", "ok", "error" -> replies.add(line);
      // What unshare(1) or perl say before the supervisor speaks.
      default -> replies.add("error " + PercentCoding.encode(line));
    }
  }

  private void ended(Child child, String name, int code, int signal) {
    ChildExit exit =
        new ChildExit(name, code, signal, requested.remove(name), LogTail.of(child.log()));
    child.exit().complete(exit);
    if (!ending) {
      events.execute(() -> listener.accept(exit));
    }
  }

  private void supervisorEnded(int code) {
    replies.add(NO_REPLY);
    if (!ending) {
      listener.accept(new ChildExit(OWN_NAME, code, 0, false, LogTail.of(log)));
    }
    children.forEach((name, child) -> ended(child, name, 0, KILLED));
    children.clear();
  }

  private static final int KILLED = 9;

  private record Child(Path log, CompletableFuture<ChildExit> exit) {}
}
