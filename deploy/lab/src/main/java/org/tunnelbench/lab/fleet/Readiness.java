package org.tunnelbench.lab.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether a part can do its work. */
public final class Readiness {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_LOOK)
          .build();

  /** Looks once: the broker takes connections, a service says that it is ready. */
  public boolean isReady(Part part) throws InterruptedException {
    return switch (part.name()) {
      case Part.BROKER -> connects(part.port());
      case Part.PROMETHEUS -> saysReady(part.port(), "/-/ready");
      default -> saysReady(part.port(), "/q/health/ready");
    };
  }

  private static boolean connects(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) LONGEST_LOOK.toMillis());
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean saysReady(int port, String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(LONGEST_LOOK)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
