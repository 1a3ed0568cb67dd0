package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.supervise.LogTail;
import org.tunnelbench.lab.supervise.Supervisor;

/** Waits until guests are there: they say so on their console, and a login shows their kernel. */
final class GuestReadiness {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_LOGIN = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Supervisor supervisor;

  GuestReadiness(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /** Waits for all of them at once. */
  void await(List<Guest> guests) throws LabException, InterruptedException {
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ready = new ArrayList<>();
      for (Guest guest : guests) {
        ready.add(
            waiting.submit(
                () -> {
                  awaitWord(guest);
                  logIn(guest);
                  return true;
                }));
      }
      for (Future<?> each : ready) {
        each.get();
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof LabException lab) {
        throw lab;
      }
      throw new IllegalStateException(failed);
    }
  }

  private void awaitWord(Guest guest) throws LabException, InterruptedException {
    String name = guest.name().value();
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!saysReady(guest)) {
      if (!supervisor.isRunning(name)) {
        throw failure(guest, "ended before it was ready");
      }
      if (System.nanoTime() > deadline) {
        throw failure(guest, "was not ready within %d s".formatted(LONGEST_START.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static void logIn(Guest guest) throws LabException, InterruptedException {
    try (HostAccess access = HostAccesses.open(guest.entry())) {
      BatchResult result =
          access.run(
              new Batch(List.of(new HostStep.Run(List.of("uname", "-r"))), Batch.WhenOneFails.STOP),
              LONGEST_LOGIN);
      String release = result.results().getFirst().stdout().strip();
      if (!release.equals(guest.kernel().release())) {
        throw failure(
            guest,
            "says that its kernel is '%s', not %s".formatted(release, guest.kernel().release()));
      }
    } catch (HostUnreachableException unreachable) {
      throw new LabException(
          "The guest %s is up but cannot be logged in to (did another process take its port?): %s"
              .formatted(guest.name(), unreachable.getMessage()),
          unreachable);
    }
  }

  private static LabException failure(Guest guest, String what) {
    return new LabException(
        "The guest %s %s. Its log %s ends:%n  %s"
            .formatted(
                guest.name(), what, guest.log(), String.join("\n  ", LogTail.of(guest.log()))));
  }

  private static boolean saysReady(Guest guest) {
    try {
      return Files.readString(guest.log(), StandardCharsets.ISO_8859_1)
          .contains("READY " + guest.name() + " ");
    } catch (IOException notYet) {
      return false;
    }
  }
}
