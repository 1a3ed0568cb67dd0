package org.tunnelbench.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Problem;

/**
 * Sends requests to a controller, or to whichever of several answers, and tells what went wrong
 * with them. Nothing is done twice where one is sent again: each request says the same again.
 */
final class ControllerConnection {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);
  private static final int SERVICE_UNAVAILABLE = 503;

  private final ControllerAddresses controllers;
  private final String token;
  private final HttpClient http;
  private final Duration patience;

  /**
   * @param token that every one of them knows
   */
  ControllerConnection(ControllerAddresses controllers, String token) {
    this(
        controllers,
        token,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .build(),
        Duration.ZERO);
  }

  private ControllerConnection(
      ControllerAddresses controllers, String token, HttpClient http, Duration patience) {
    this.controllers = controllers;
    this.token = token;
    this.http = http;
    this.patience = patience;
  }

  /** The same, asked again for so long where it is away or cannot answer at the moment. */
  ControllerConnection patient(Duration longest) {
    return new ControllerConnection(controllers, token, http, longest);
  }

  /** A request that everybody may make. */
  HttpRequest.Builder open(String path) {
    return HttpRequest.newBuilder(controllers.resolve(path));
  }

  /** A request with the token. */
  HttpRequest.Builder authorized(String path) {
    return open(path).header("Authorization", "Bearer " + token);
  }

  /** Sends a request, and reads the JSON of its answer. */
  <T> T call(HttpRequest request, TypeReference<T> type)
      throws ControllerException, RefusedException, InterruptedException {
    String body = send(request);
    try {
      return Json.MAPPER.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new ControllerException(
          "the answer of " + request.uri() + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /** Sends a request; answers the body of its answer. */
  String send(HttpRequest request)
      throws ControllerException, RefusedException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return sendOnce(request);
      } catch (AwayException away) {
        if (System.nanoTime() > deadline) {
          throw away;
        }
        Thread.sleep(BEFORE_NEXT_TRY);
      }
    }
  }

  private String sendOnce(HttpRequest request)
      throws ControllerException, RefusedException, InterruptedException {
    try {
      HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw refusal(response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * Asks one controller after the other until one answers, beginning with the one that answered
   * last.
   */
  <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    for (int others = controllers.count() - 1; others > 0; others--) {
      try {
        HttpResponse<T> response = http.send(controllers.redirect(request), handler);
        if (response.statusCode() != SERVICE_UNAVAILABLE) {
          return response;
        }
      } catch (IOException away) {
        // The next one is asked.
      }
      controllers.turn();
    }
    return http.send(controllers.redirect(request), handler);
  }

  /** The controller is away, or cannot answer at the moment. */
  private static final class AwayException extends ControllerException {
    private static final long serialVersionUID = 1L;

    AwayException(String message) {
      super(message);
    }

    AwayException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** No controller answered. */
  ControllerException unreachable(IOException e) {
    return new AwayException(
        "the controller at "
            + controllers
            + " does not answer ("
            + e
            + "); ./tunnelbench status tells how its lab is",
        e);
  }

  /** Answers the exception for what the user asked, and throws the one for what went wrong. */
  static RefusedException refusal(int status, String body) throws ControllerException {
    Problem problem;
    try {
      problem = Json.MAPPER.readValue(body, Problem.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ControllerException(
          "the controller answered with status " + status + ": " + body, e);
    }
    if (status / 100 == 4) {
      return new RefusedException(problem);
    }
    String said = problem.title() + ": " + problem.detail();
    throw status == SERVICE_UNAVAILABLE ? new AwayException(said) : new ControllerException(said);
  }
}
