package org.tunnelbench.controller.application.access;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** An OpenID provider: tells of itself and of its key (OpenID Connect Discovery 1.0). */
public final class PlayedProvider implements QuarkusTestResourceLifecycleManager {
  /** For whom its tokens are. */
  static final String AUDIENCE = "tunnelbench";

  /** The key of its signatures. */
  static final RsaJsonWebKey KEY = newKey();

  private static volatile String issuer = "";

  private Optional<HttpServer> server = Optional.empty();

  static RsaJsonWebKey newKey() {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("one");
      key.setUse("sig");
      key.setAlgorithm("RS256");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who its tokens are from. */
  static String issuer() {
    return issuer;
  }

  @Override
  public Map<String, String> start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      issuer = "http://127.0.0.1:" + started.getAddress().getPort();
      answer(
          started,
          "/.well-known/openid-configuration",
          """
          {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token"}
          """
              .formatted(issuer));
      answer(
          started,
          "/keys",
          "{\"keys\": [%s]}".formatted(KEY.toJson(OutputControlLevel.PUBLIC_ONLY)));
      started.start();
      server = Optional.of(started);
      return Map.of(
          "quarkus.oidc.tenant-enabled",
          "true",
          "quarkus.oidc.auth-server-url",
          issuer,
          "quarkus.oidc.client-id",
          AUDIENCE,
          "quarkus.oidc.token.audience",
          AUDIENCE,
          "quarkus.oidc.token.issuer",
          issuer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpServer server, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @Override
  public void stop() {
    server.ifPresent(started -> started.stop(0));
  }
}
