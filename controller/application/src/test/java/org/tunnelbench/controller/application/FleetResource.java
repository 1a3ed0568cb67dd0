package org.tunnelbench.controller.application;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostName;

/** A fleet of two pairs that share a resource, and tokens to ask its controller. */
public final class FleetResource implements QuarkusTestResourceLifecycleManager {
  /** Its hosts. */
  public static final List<HostName> HOSTS =
      List.of(
          new HostName("old-a"),
          new HostName("old-b"),
          new HostName("new-a"),
          new HostName("new-b"));

  /** The token of an operator. */
  public static final String OPERATOR = "operator-0123456789abcdef0123456789abcdef";

  /** The token of a viewer. */
  public static final String VIEWER = "viewer-0123456789abcdef0123456789abcdef";

  private static final String TOKENS =
      "operator one %s%nviewer another %s%n".formatted(OPERATOR, VIEWER);

  private static final String FLEET =
      """
      hosts:
        - {name: old-a, kind: local, underlay: 10.0.0.1}
        - {name: old-b, kind: local, underlay: 10.0.0.2}
        - {name: new-a, kind: local, underlay: 10.0.0.3}
        - {name: new-b, kind: local, underlay: 10.0.0.4}
      pairs:
        - {hosts: [old-a, old-b], sharedResource: lab}
        - {hosts: [new-a, new-b], sharedResource: lab}
      """;

  private Optional<Path> file = Optional.empty();
  private Optional<Path> tokens = Optional.empty();

  /** Writes the fleet into a file of its own. */
  public static Path write() {
    try {
      Path written = Files.createTempFile("fleet", ".yaml");
      Files.writeString(written, FLEET);
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Temporary files are their owner's alone. */
  private static Path writeTokens() {
    try {
      Path written = Files.createTempFile("tokens", "");
      Files.writeString(written, TOKENS);
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> start() {
    Path written = write();
    file = Optional.of(written);
    Path secret = writeTokens();
    tokens = Optional.of(secret);
    return Map.of("tunnelbench.fleet", written.toString(), "tunnelbench.tokens", secret.toString());
  }

  @Override
  public void stop() {
    try {
      for (Path made : Stream.concat(file.stream(), tokens.stream()).toList()) {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
