package org.tunnelbench.controller.application.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.tunnelbench.controller.application.FleetResource;

/**
 * Requests that are wrong somewhere, made from the controller's own description of its operations;
 * the same by their seeds.
 */
final class StrangeRequests {
  private static final List<String> VALUES =
      List.of(
          "0123456789ab",
          "0123456789ab-00000",
          "0123456789AB",
          "",
          "%00",
          "%",
          "%zz",
          "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "../../q/metrics",
          "..%5c",
          "%ff%fe",
          "\u00e4\u20ac",
          "a".repeat(5_000),
          "-1",
          "null",
          "';DROP TABLE trials;--",
          "<script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1:1/a}",
          "{id}",
          ";a=b",
          "a b",
          "0123456789ab?x=y#z");

  private static final List<String> METHODS =
      List.of(
          "GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "X-Y", "");

  private static final List<String> TYPES =
      List.of(
          "application/yaml",
          "application/json",
          "application/x-yaml",
          "text/yaml",
          "text/plain",
          "application/json; charset=utf-16",
          "application/yaml; charset=nonsense",
          "multipart/form-data; boundary=x",
          "application",
          "*/*",
          "");

  private static final List<String> PIECES =
      List.of(
          "&a [*a, *a]",
          "!!java.lang.Runtime {}",
          "<<: *x",
          "\u0000",
          "\ud83d\ude00",
          "[[[[[[[[[[",
          "{{{{{{{{{{",
          "- ".repeat(3_000),
          "\"",
          "'",
          "\t",
          "999999999999999999999999",
          "1e999",
          "~",
          "null",
          ": :",
          "? ",
          "---\n",
          "\nblocks: []\n",
          "repetitions: -1\n");

  private final List<Operation> operations = new ArrayList<>();
  private final String document;

  private record Operation(String method, String path, List<String> queries) {}

  /**
   * @param description of the interface, as OpenAPI in JSON
   * @param document that breaks no rule
   */
  StrangeRequests(JsonNode description, String document) {
    this.document = document;
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        List<String> queries = new ArrayList<>();
        for (JsonNode parameter : operation.getValue().path("parameters")) {
          if (parameter.path("in").asText().equals("query")) {
            queries.add(parameter.path("name").asText());
          }
        }
        operations.add(
            new Operation(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), queries));
      }
    }
  }

  int operations() {
    return operations.size();
  }

  /** The bytes of the request of a seed. */
  byte[] request(long seed, URI root) {
    Random random = new Random(seed);
    Operation operation = one(random, operations);
    byte[] body = operation.method().equals("POST") ? body(random) : new byte[0];
    StringBuilder head = new StringBuilder();
    head.append(rarely(random) ? one(random, METHODS) : operation.method())
        .append(' ')
        .append(target(random, operation))
        .append(rarely(random) ? " HTTP/9.9" : " HTTP/1.1")
        .append("\r\nHost: ")
        .append(root.getAuthority())
        .append("\r\nConnection: close\r\n");
    headers(random, head);
    if (rarely(random)) {
      head.append("Transfer-Encoding: chunked\r\n");
      body = chunked(body);
    }
    head.append("Content-Length: ").append(length(random, body.length)).append("\r\n\r\n");
    byte[] headBytes = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    return all;
  }

  private static String target(Random random, Operation operation) {
    StringBuilder target = new StringBuilder();
    for (String part : operation.path().split("(?=\\{)|(?<=\\})", -1)) {
      target.append(part.startsWith("{") ? one(random, VALUES) : part);
    }
    if (rarely(random)) {
      target.insert(random.nextInt(target.length()), one(random, VALUES));
    }
    char between = '?';
    for (String query : operation.queries()) {
      target.append(between).append(query).append('=').append(one(random, VALUES));
      between = '&';
    }
    return target.toString();
  }

  private static void headers(Random random, StringBuilder head) {
    // Most get past the door.
    if (random.nextInt(10) > 0) {
      head.append("Authorization: Bearer ").append(FleetResource.OPERATOR).append("\r\n");
    } else {
      head.append("Authorization: ").append(one(random, VALUES)).append("\r\n");
    }
    head.append("Content-Type: ").append(one(random, TYPES)).append("\r\n");
    if (random.nextBoolean()) {
      head.append("Accept: ").append(one(random, TYPES)).append("\r\n");
    }
    if (random.nextBoolean()) {
      head.append("Idempotency-Key: ").append(one(random, VALUES)).append("\r\n");
    }
    if (rarely(random)) {
      head.append("X-").append("y".repeat(random.nextInt(30_000))).append(": z\r\n");
    }
  }

  /** No chunks, but an end, so that nobody waits for one. */
  private static byte[] chunked(byte[] body) {
    String end = body.length == 0 ? "0\r\n\r\n" : "\r\n0\r\n\r\n";
    return (new String(body, StandardCharsets.ISO_8859_1) + end)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String length(Random random, int length) {
    return rarely(random)
        ? one(random, List.of("-1", "0", "x", "99999999999999999999", "300000", "" + length / 2))
        : Integer.toString(length);
  }

  /** A document that is spoilt in one to four places. */
  private byte[] body(Random random) {
    StringBuilder text = new StringBuilder(document);
    int changes = 1 + random.nextInt(4);
    for (int change = 0; change < changes; change++) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, one(random, PIECES));
        case 2 -> text.replace(from, to, one(random, PIECES));
        case 3 -> text.insert(from, text.substring(from, to));
        default -> text.setLength(from);
      }
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    if (body.length > 0 && rarely(random)) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private static boolean rarely(Random random) {
    return random.nextInt(20) == 0;
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
