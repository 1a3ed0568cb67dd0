package org.tunnelbench.cli.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.lab.fleet.LabRecord;

/**
 * Talks to a controller, or to whichever of several answers: each answers what any of them is
 * asked. Every call has a limit, but for the stream of events, which lasts as long as they come.
 */
public final class ControllerClient {
  private static final int SUCCESS = 200;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  /** How long an archive may be on its way. */
  private static final Duration LONGEST_TRANSFER = Duration.ofMinutes(10);

  private final ControllerConnection connection;

  /**
   * @param controller such as {@code http://127.0.0.1:8080}
   * @param token that the controller knows
   */
  public ControllerClient(URI controller, String token) {
    this(List.of(controller), token);
  }

  /**
   * @param controllers that have one record; the first is asked first
   * @param token that every one of them knows
   */
  public ControllerClient(List<URI> controllers, String token) {
    this(
        new ControllerConnection(
            new ControllerAddresses(
                controllers.stream().map(controller -> controller.resolve("/api/v1/")).toList()),
            token));
  }

  private ControllerClient(ControllerConnection connection) {
    this.connection = connection;
  }

  /** The one of a lab that runs. */
  public static ControllerClient of(LabRecord lab) throws ControllerException {
    try {
      return new ControllerClient(lab.controllers(), Files.readString(lab.tokenFile()).strip());
    } catch (IOException e) {
      throw new ControllerException(
          "the token of lab %s cannot be read (%s): is it another user's?".formatted(lab.name(), e),
          e);
    }
  }

  /**
   * The same controller, asked again for so long where it is away or cannot answer at the moment.
   */
  public ControllerClient patient(Duration longest) {
    return new ControllerClient(connection.patient(longest));
  }

  /** Whether the controller follows the record of its experiments, so that what it says is true. */
  public boolean ready() throws InterruptedException {
    HttpRequest request = connection.open("/q/health/ready").timeout(LONGEST_CALL).build();
    try {
      return connection.exchange(request, HttpResponse.BodyHandlers.discarding()).statusCode()
          == SUCCESS;
    } catch (IOException away) {
      return false;
    }
  }

  /**
   * Submits an experiment.
   *
   * @param document YAML or JSON
   * @param key the same key with the same document submits it once
   */
  public ExperimentSummary submit(String document, String key)
      throws ControllerException, RefusedException, InterruptedException {
    HttpRequest request =
        request("experiments")
            .header("Content-Type", "application/yaml")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(document))
            .build();
    return connection.call(request, new TypeReference<>() {});
  }

  /** Every experiment that the controller knows. */
  public List<ExperimentSummary> experiments()
      throws ControllerException, RefusedException, InterruptedException {
    return connection.call(request("experiments").GET().build(), new TypeReference<>() {});
  }

  /** Where an experiment stands. */
  public ExperimentSummary experiment(ExperimentId id)
      throws ControllerException, RefusedException, InterruptedException {
    return connection.call(request("experiments/" + id).GET().build(), new TypeReference<>() {});
  }

  /** Everything about an experiment, as {@code result.json} holds it. */
  public ExperimentResult result(ExperimentId id)
      throws ControllerException, RefusedException, InterruptedException {
    return connection.call(
        request("experiments/" + id + "/result").GET().build(), new TypeReference<>() {});
  }

  /**
   * Fetches all that is kept of an experiment that has ended, for another controller to import.
   *
   * @param archive the file that it is written to, which is not there yet; nothing is left of it
   *     where it could not be fetched whole
   */
  public void export(ExperimentId id, Path archive)
      throws ControllerException, RefusedException, InterruptedException, IOException {
    HttpRequest request =
        connection
            .authorized("experiments/" + id + "/export")
            .timeout(LONGEST_TRANSFER)
            .header("Accept", Archive.MEDIA_TYPE + ", " + Problem.MEDIA_TYPE)
            .build();
    Path part = archive.resolveSibling("." + archive.getFileName() + ".part");
    try {
      HttpResponse<String> response = connection.exchange(request, answer -> into(part, answer));
      if (response.statusCode() != SUCCESS) {
        throw ControllerConnection.refusal(response.statusCode(), response.body());
      }
      Files.move(part, archive);
    } catch (ConnectException | HttpTimeoutException e) {
      throw connection.unreachable(e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static HttpResponse.BodySubscriber<String> into(
      Path file, HttpResponse.ResponseInfo answer) {
    return answer.statusCode() == SUCCESS
        ? HttpResponse.BodySubscribers.mapping(
            HttpResponse.BodySubscribers.ofFile(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            written -> "")
        : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  /** Imports an experiment that another controller exported. */
  public ExperimentSummary imported(Path archive)
      throws ControllerException, RefusedException, InterruptedException, IOException {
    HttpRequest request =
        connection
            .authorized("imports")
            .timeout(LONGEST_TRANSFER)
            .header("Accept", "application/json, " + Problem.MEDIA_TYPE)
            .header("Content-Type", Archive.MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofFile(archive))
            .build();
    return connection.call(request, new TypeReference<>() {});
  }

  /** Cancels what has not ended of an experiment. */
  public void cancel(ExperimentId id)
      throws ControllerException, RefusedException, InterruptedException {
    HttpRequest request =
        request("experiments/" + id + "/cancel").POST(HttpRequest.BodyPublishers.noBody()).build();
    connection.send(request);
  }

  /** Forgets an experiment that has ended. */
  public void delete(ExperimentId id)
      throws ControllerException, RefusedException, InterruptedException {
    connection.send(request("experiments/" + id).DELETE().build());
  }

  /**
   * The sum of a metric's samples that carry a label.
   *
   * @param label such as {@code area="heap"}
   */
  public double gauge(String metric, String label)
      throws ControllerException, RefusedException, InterruptedException {
    return connection
        .send(connection.authorized("/q/metrics").timeout(LONGEST_CALL).build())
        .lines()
        .filter(line -> line.startsWith(metric + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The hosts with their facts. */
  public List<HostStatus> hosts()
      throws ControllerException, RefusedException, InterruptedException {
    return connection.call(request("hosts").GET().build(), new TypeReference<>() {});
  }

  /**
   * Opens the live stream of an experiment's events; it ends when the experiment has ended or the
   * connection is lost, and is closed by the caller.
   */
  public Stream<Event> events(ExperimentId id)
      throws ControllerException, RefusedException, InterruptedException {
    HttpRequest request =
        connection
            .authorized("events?experiment=" + id)
            .header("Accept", "text/event-stream")
            .build();
    try {
      HttpResponse<Stream<String>> response =
          connection.exchange(request, HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() != SUCCESS) {
        try (Stream<String> body = response.body()) {
          throw ControllerConnection.refusal(
              response.statusCode(), String.join("\n", body.toList()));
        }
      }
      return EventLines.events(response.body());
    } catch (IOException e) {
      throw connection.unreachable(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return connection
        .authorized(path)
        .timeout(LONGEST_CALL)
        .header("Accept", "application/json, " + Problem.MEDIA_TYPE);
  }
}
