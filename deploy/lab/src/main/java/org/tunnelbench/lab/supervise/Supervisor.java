package org.tunnelbench.lab.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.lab.LabException;

/**
 * Starts processes that end when this process ends, however it ends, or when {@link #close} is
 * called; after {@link #detach} they outlive it. Safe for use by several threads.
 */
public final class Supervisor implements AutoCloseable {
  /** The name under which the supervisor's own end is reported. */
  public static final String OWN_NAME = "supervisor";

  private static final Duration END_LIMIT = Duration.ofSeconds(5);
  private static final int KILLED = 9;

  private final Isolation isolation;
  private final Path log;
  private final Map<String, Child> children = new ConcurrentHashMap<>();
  private final ExecutorService events =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("supervisor-events").unstarted(task));
  private final Consumer<ChildExit> listener;
  private final SupervisorProgram program;
  private volatile boolean ending;

  /**
   * One that runs.
   *
   * @param requested whether its end was asked for
   */
  private record Child(Path log, CompletableFuture<ChildExit> exit, AtomicBoolean requested) {
    Child(Path log) {
      this(log, new CompletableFuture<>(), new AtomicBoolean());
    }
  }

  private Supervisor(Path folder, Isolation isolation, Consumer<ChildExit> listener)
      throws IOException {
    this.isolation = isolation;
    this.listener = listener;
    this.log = folder.resolve(OWN_NAME + ".log");
    this.program = new SupervisorProgram(folder, log, isolation, this::childEnded);
    var unused = program.exitCode().thenAcceptAsync(this::supervisorEnded, events);
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
      try {
        supervisor.program.awaitReady();
        return supervisor;
      } catch (LabException | InterruptedException failed) {
        supervisor.close();
        throw failed;
      }
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
    return program.processId();
  }

  /** Makes a link. */
  public Link link() throws LabException, InterruptedException {
    List<String> numbers = program.ask(List.of("link"));
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
    Child child = new Child(spec.log());
    if (children.putIfAbsent(spec.name(), child) != null) {
      throw new LabException("There is a process " + spec.name() + " already.");
    }
    try {
      program.ask(words);
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
    Optional<Child> child = Optional.ofNullable(children.get(name));
    child.ifPresent(running -> running.requested().set(true));
    program.ask(List.of("kill", name, signal));
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
    program.ask(List.of("detach"));
    ending = true;
    program.closeInput();
    events.shutdown();
  }

  /** Ends every child and the supervisor; does nothing after {@link #detach}. */
  @Override
  public void close() {
    if (ending) {
      return;
    }
    ending = true;
    program.closeInput();
    program.awaitEnd(END_LIMIT);
    events.shutdown();
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

  private void childEnded(String name, int code, int signal) {
    Optional.ofNullable(children.remove(name))
        .ifPresent(child -> tellEnd(child, name, code, signal));
  }

  private void tellEnd(Child child, String name, int code, int signal) {
    ChildExit exit =
        new ChildExit(name, code, signal, child.requested().get(), LogTail.of(child.log()));
    child.exit().complete(exit);
    if (!ending) {
      events.execute(() -> listener.accept(exit));
    }
  }

  private void supervisorEnded(int code) {
    if (!ending) {
      listener.accept(new ChildExit(OWN_NAME, code, 0, false, LogTail.of(log)));
    }
    children.keySet().forEach(name -> childEnded(name, 0, KILLED));
  }
}
