package org.tunnelbench.lab.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Finds the processes of a lab by what their argv or their environment mentions. */
public final class LabProcesses {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private LabProcesses() {}

  /** Process ids with their argv, this process left out. */
  public static List<String> mentioning(String text) throws IOException {
    long self = ProcessHandle.current().pid();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> process.pid() != self)
          .map(process -> Path.of("/proc", Long.toString(process.pid())))
          .filter(
              process ->
                  read(process, "cmdline").contains(text)
                      || read(process, "environ").contains(text))
          .map(process -> process + " " + read(process, "cmdline").replace('\0', ' '))
          .toList();
    }
  }

  /** Waits until no process mentions the text, and fails where some still do. */
  public static void awaitNone(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!mentioning(text).isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(mentioning(text)).isEmpty();
  }

  private static String read(Path process, String file) {
    try {
      return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException endedMeanwhile) {
      return "";
    }
  }
}
