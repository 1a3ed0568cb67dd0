package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.supervise.LogTail;
import org.tunnelbench.lab.supervise.Supervisor;

/** Waits until a guest is there. */
final class GuestReadiness {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private GuestReadiness() {}

  /** Waits for the guest's own word that it is ready, then logs in to it. */
  static void await(Guest guest, Supervisor supervisor) throws LabException, InterruptedException {
    String name = guest.name().value();
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!saysReady(guest)) {
      if (!supervisor.isRunning(name)) {
        throw new LabException(
            "The guest %s ended before it was ready. Its log %s ends:%n  %s"
                .formatted(name, guest.log(), String.join("\n  ", LogTail.of(guest.log()))));
      }
      if (System.nanoTime() > deadline) {
        throw new LabException(
            "The guest %s was not ready within %d s. Its log %s ends:%n  %s"
                .formatted(
                    name,
                    LONGEST_START.toSeconds(),
                    guest.log(),
                    String.join("\n  ", LogTail.of(guest.log()))));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
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
