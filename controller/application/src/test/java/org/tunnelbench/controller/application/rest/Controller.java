package org.tunnelbench.controller.application.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.controller.application.FleetResource;

/** The controller as an operator sees it. */
final class Controller {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private final URI root;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Controller(URI root) {
    this.root = root;
  }

  HttpRequest.Builder request(String path) {
    return stranger(path).header("Authorization", "Bearer " + FleetResource.OPERATOR);
  }

  /** A request without a token. */
  HttpRequest.Builder stranger(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(LONGEST_CALL);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  <T> T get(String path, TypeReference<T> type) throws IOException, InterruptedException {
    return read(get(path), type);
  }

  HttpResponse<String> submit(String document, String key)
      throws IOException, InterruptedException {
    return send(
        request("/api/v1/experiments")
            .header("Content-Type", "application/yaml")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(document)));
  }

  /** Imports an archive. */
  HttpResponse<String> bring(String archive) throws IOException, InterruptedException {
    return send(
        request("/api/v1/imports")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(archive)));
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The status of an answer whose body is not read, since it may not end. */
  int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  /** The events of a stream, until it ends. */
  Stream<Event> events(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("data:"))
        .map(line -> event(line.substring("data:".length())));
  }

  private static Event event(String data) {
    try {
      return Json.MAPPER.readValue(data, Event.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(data, e);
    }
  }

  static <T> T read(HttpResponse<String> response, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(response.body(), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.statusCode() + ": " + response.body(), e);
    }
  }
}
