package org.tunnelbench.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Requests to a controller, as a program of its own, since it is run in another network than the
 * tests:
 *
 * <pre>
 * POST URI TOKEN-FILE DOCUMENT-FILE
 * GET  URI TOKEN-FILE PATTERN SECONDS    again until the answer holds the pattern, or so long
 * </pre>
 *
 * Prints the last answer's body; ends with 1 where that is not what was asked for.
 */
final class ServiceCall {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);
  private static final int SUCCESS = 2;

  private final HttpClient client;
  private final URI uri;
  private final String token;

  private ServiceCall(HttpClient client, URI uri, String token) {
    this.client = client;
    this.uri = uri;
    this.token = token;
  }

  private record Answer(boolean success, String text) {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      ServiceCall call =
          new ServiceCall(
              client, URI.create(arguments[1]), Files.readString(Path.of(arguments[2])).strip());
      Answer answer =
          arguments[0].equals("POST")
              ? call.post(Path.of(arguments[3]))
              : call.get(
                  Pattern.compile(arguments[3], Pattern.DOTALL),
                  Duration.ofSeconds(Integer.parseInt(arguments[4])));
      System.out.write(answer.text().getBytes(StandardCharsets.UTF_8));
      System.out.flush();
      System.exit(answer.success() ? 0 : 1);
    }
  }

  private Answer post(Path document) throws InterruptedException, IOException {
    return send(
        request().header("Content-Type", "application/yaml").POST(BodyPublishers.ofFile(document)));
  }

  private Answer get(Pattern wanted, Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Answer answer = send(request());
      if (answer.success() && wanted.matcher(answer.text()).find()) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        return new Answer(false, answer.text());
      }
      Thread.sleep(BEFORE_NEXT_TRY);
    }
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(uri).timeout(LIMIT).header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode() / 100 == SUCCESS, answer.body());
    } catch (IOException away) {
      return new Answer(false, away.toString());
    }
  }
}
