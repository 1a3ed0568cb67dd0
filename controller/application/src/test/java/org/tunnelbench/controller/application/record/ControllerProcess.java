package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.metrics.MetricNames;

/** A controller without its HTTP, as a process that says whether it orchestrates. */
final class ControllerProcess implements AutoCloseable {
  private static final String ORCHESTRATES = "orchestrates";
  private static final String FOLLOWS = "follows";
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Process process;
  private volatile String state = "";

  private ControllerProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().start(this::listen);
  }

  static ControllerProcess start(String bootstrapServers, Path fleet, String name)
      throws IOException {
    return new ControllerProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ControllerProcess.class.getName(),
                bootstrapServers,
                fleet.toString(),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Of the process: the arguments are the broker, the fleet document and its own name. */
  public static void main(String[] arguments) {
    KafkaSettings kafka = new KafkaSettings(arguments[0], Map.of(), Optional.of(arguments[2]));
    Fleet fleet = new Fleet(arguments[1]);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ReadModel model = new ReadModel();
    RecordLoop loop =
        new RecordLoop(
            kafka,
            new Topics(kafka, fleet),
            new Requests(),
            new LiveEvents(),
            model,
            fleet,
            new RecordTelemetry(meters),
            true,
            Duration.ofSeconds(20));
    loop.start(new StartupEvent());
    var unused =
        Executors.newSingleThreadScheduledExecutor()
            .scheduleWithFixedDelay(
                new Telling(meters, model), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says whether the process orchestrates, follows or neither, each time that this changes. */
  private static final class Telling implements Runnable {
    private final SimpleMeterRegistry meters;
    private final ReadModel model;
    private String said = "";

    Telling(SimpleMeterRegistry meters, ReadModel model) {
      this.meters = meters;
      this.model = model;
    }

    @Override
    public void run() {
      String now = state();
      if (!now.equals(said)) {
        said = now;
        System.out.println(now);
      }
    }

    private String state() {
      if (model.trouble().isPresent()) {
        return "";
      }
      return meters.get(MetricNames.ORCHESTRATOR.meter()).gauge().value() == 1
          ? ORCHESTRATES
          : FOLLOWS;
    }
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(line -> state = line);
    } catch (IOException | UncheckedIOException ended) {
      state = "ended";
    }
  }

  boolean orchestrates() {
    return state.equals(ORCHESTRATES);
  }

  boolean follows() {
    return state.equals(FOLLOWS);
  }

  /** Sends a signal, such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid())))
                .start()
                .waitFor())
        .isZero();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(LONGEST_END.toSeconds(), TimeUnit.SECONDS).join();
  }
}
