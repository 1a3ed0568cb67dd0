package org.tunnelbench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.Json;
import org.tunnelbench.deploy.cluster.Cluster;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * The controllers of a cluster, asked from within its network.
 *
 * @param address of their Service
 * @param token file of a token that they know
 */
record ControllerService(Cluster cluster, String address, Path token) {
  private static final Duration LONGEST_CALL = Duration.ofMinutes(30);

  /** Submits a document, and answers its experiment. */
  JsonNode submit(Path document) throws IOException, InterruptedException {
    StepResult said = call("POST", uri(address, "/api/v1/experiments"), document.toString());
    if (!said.succeeded()) {
      throw new AssertionError("refused: " + said.stdout() + said.stderr());
    }
    return Json.MAPPER.readTree(said.stdout());
  }

  /** What a path answers as soon as the answer holds this pattern. */
  String await(String path, Duration longest, String pattern)
      throws IOException, InterruptedException {
    StepResult said = call("GET", uri(address, path), pattern, Long.toString(longest.toSeconds()));
    if (!said.succeeded()) {
      throw new AssertionError(
          "%s does not hold '%s' after %d s: %s %s"
              .formatted(path, pattern, longest.toSeconds(), said.stdout(), said.stderr()));
    }
    return said.stdout();
  }

  /** Whether what a pod answers itself holds this pattern. */
  boolean podSays(String podAddress, String path, String pattern)
      throws IOException, InterruptedException {
    return call("GET", uri(podAddress + ":8080", path), pattern, "0").succeeded();
  }

  private static String uri(String authority, String path) {
    return "http://" + authority + path;
  }

  private StepResult call(String method, String uri, String... more)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes().toString(),
                ServiceCall.class.getName(),
                method,
                uri,
                token.toString()));
    argv.addAll(List.of(more));
    return LocalProcess.run(LocalCommand.of(cluster.inNetwork(argv)), LONGEST_CALL);
  }

  private static Path classes() {
    try {
      return Path.of(ServiceCall.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
