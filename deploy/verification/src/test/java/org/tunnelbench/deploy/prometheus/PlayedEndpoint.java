package org.tunnelbench.deploy.prometheus;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** An HTTP server that answers metrics and keeps what is posted to it. */
final class PlayedEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();

  PlayedEndpoint(Supplier<String> metrics) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
              posted.add(new String(body, StandardCharsets.UTF_8));
            }
            byte[] answer = metrics.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What was posted, the oldest first. */
  BlockingQueue<String> posted() {
    return posted;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
