package org.tunnelbench.deploy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;

/**
 * A cluster of one node in namespaces of its own, on a root of its own: it sees nothing of the
 * machine's files but this cluster's folder and programs, and all that it writes elsewhere lies on
 * tmpfs and is gone with it. It ends when it is closed, or when this process ends, however it ends.
 */
public final class Cluster implements AutoCloseable {
  /**
   * The node's address, at which pods reach what listens on the loopback of the node's network: the
   * forwarders of guests that were started there.
   */
  public static final String NODE_ADDRESS = "10.99.0.1";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "node_address", NODE_ADDRESS,
          "pod_network", "10.244.0.0/24",
          "service_network", "10.96.0.0/24");

  private static final String DOMAIN = "svc.cluster.local";
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final Duration LONGEST_END = Duration.ofMinutes(1);
  private static final Duration LONGEST_QUESTION = Duration.ofMinutes(5);
  private static final String NODE = "node ";
  private static final String READY = "ready";
  private static final String FAILED = "failed";

  private final KubernetesPrograms programs;
  private final ClusterFolder folder;
  private final LocalProcess process;

  /** What the node has said that nobody has heard yet: which of its programs have ended. */
  private final BlockingQueue<String> lines;

  private final Map<String, Set<String>> kinds = new HashMap<>();
  private String node = "";

  private Cluster(
      KubernetesPrograms programs,
      ClusterFolder folder,
      LocalProcess process,
      BlockingQueue<String> lines) {
    this.programs = programs;
    this.folder = folder;
    this.process = process;
    this.lines = lines;
  }

  /**
   * Starts a cluster, and waits until its node is ready.
   *
   * @param path a folder for this cluster alone, in which {@code images} may hold archives
   * @throws LabException where it does not become ready, with what it said
   */
  public static Cluster start(
      KubernetesPrograms programs, NodeRoot root, Path path, Consumer<String> progress)
      throws LabException, InterruptedException {
    long start = System.nanoTime();
    try {
      ClusterFolder folder = ClusterFolder.make(path, SETTINGS);
      BlockingQueue<String> lines = new LinkedBlockingQueue<>();
      LocalProcess process =
          LocalProcess.start(
              LocalCommand.of(
                      "setsid",
                      "sh",
                      path.resolve("enclose.sh").toString(),
                      root.folder().toString(),
                      programs.folder().toString(),
                      path.toString())
                  .reading(new LocalCommand.Input.Open()),
              new LocalOutput.Lines(lines::add));
      Cluster cluster = new Cluster(programs, folder, process, lines);
      try {
        cluster.awaitReady();
      } catch (LabException | InterruptedException failed) {
        cluster.close();
        throw failed;
      }
      progress.accept(
          "Kubernetes %s is ready after %.1f s"
              .formatted(programs.version(), (System.nanoTime() - start) / 1e9));
      return cluster;
    } catch (IOException failed) {
      throw new LabException("Cannot start a cluster in " + path + ": " + failed, failed);
    }
  }

  private void awaitReady() throws LabException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    List<String> said = new ArrayList<>();
    while (!said.contains(READY)) {
      Optional<String> line = Optional.ofNullable(lines.poll(1, TimeUnit.SECONDS));
      line.ifPresent(said::add);
      boolean tooLong = !process.isAlive() || System.nanoTime() > deadline;
      if (line.isEmpty() ? tooLong : line.get().startsWith(FAILED)) {
        throw new LabException(
            "The cluster did not become ready. It said: %s. Its programs' logs are in %s."
                .formatted(String.join("; ", said), folder.logs()));
      }
    }
    node = said.getFirst().substring(NODE.length());
  }

  /** The version of its server. */
  public String version() {
    return programs.version();
  }

  /** A command with the node's network, and otherwise as the machine runs it. */
  public List<String> inNetwork(List<String> argv) {
    List<String> whole =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + node + "/ns/net", "--"));
    whole.addAll(argv);
    return List.copyOf(whole);
  }

  /**
   * What kubectl answers.
   *
   * @throws LabException where it fails
   */
  public String kubectl(String... arguments) throws LabException, InterruptedException {
    return kubectl(new LocalCommand.Input.Closed(), arguments);
  }

  private String kubectl(LocalCommand.Input input, String... arguments)
      throws LabException, InterruptedException {
    List<String> argv = new ArrayList<>();
    argv.add(programs.kubectl().toString());
    argv.add("--kubeconfig=" + folder.kubeconfig());
    argv.addAll(List.of(arguments));
    try {
      StepResult said =
          LocalProcess.run(LocalCommand.of(inNetwork(argv)).reading(input), LONGEST_QUESTION);
      if (!said.succeeded()) {
        throw new LabException(
            "kubectl %s ended with exit code %d: %s %s"
                .formatted(
                    String.join(" ", arguments),
                    said.exitCode(),
                    said.stderr().strip(),
                    String.join("; ", lines)));
      }
      return said.stdout();
    } catch (IOException failed) {
      throw new LabException("kubectl cannot be run: " + failed.getMessage(), failed);
    }
  }

  /** Makes objects, or changes them to what is said here. */
  public void apply(List<JsonNode> objects) throws LabException, InterruptedException {
    kubectl(text(objects), "apply", "--filename=-");
  }

  /** Deletes objects, and waits until they are gone. */
  public void delete(List<JsonNode> objects) throws LabException, InterruptedException {
    kubectl(
        text(objects), "delete", "--filename=-", "--ignore-not-found", "--wait", "--timeout=240s");
  }

  /** Whether the server knows a kind of objects. */
  public boolean knows(String apiVersion, String kind) throws LabException, InterruptedException {
    if (!kinds.containsKey(apiVersion)) {
      kinds.put(apiVersion, kinds(apiVersion));
    }
    return kinds.getOrDefault(apiVersion, Set.of()).contains(kind);
  }

  private Set<String> kinds(String apiVersion) throws LabException, InterruptedException {
    Set<String> served = new HashSet<>();
    List<String> versions = kubectl("api-versions").lines().toList();
    if (versions.contains(apiVersion)) {
      String path = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
      read(kubectl("get", "--raw", path))
          .path("resources")
          .forEach(resource -> served.add(resource.path("kind").asText()));
    }
    return Set.copyOf(served);
  }

  /**
   * The address of a Service.
   *
   * @throws LabException where there is none
   */
  public String serviceAddress(String namespace, String name)
      throws LabException, InterruptedException {
    return read(kubectl("--namespace=" + namespace, "get", "service", name, "--output=json"))
        .at("/spec/clusterIP")
        .asText();
  }

  /** From now on the cluster's name server knows every Service that there is. */
  public void nameServices() throws LabException, InterruptedException {
    StringBuilder names = new StringBuilder();
    for (JsonNode service :
        read(kubectl("get", "services", "--all-namespaces", "--output=json")).path("items")) {
      names.append(
          "%s %s.%s.%s\n"
              .formatted(
                  service.at("/spec/clusterIP").asText(),
                  service.at("/metadata/name").asText(),
                  service.at("/metadata/namespace").asText(),
                  DOMAIN));
    }
    try {
      // dnsmasq follows the folder, and reads a file when it has been written.
      Files.writeString(folder.names().resolve("services"), names);
    } catch (IOException failed) {
      throw new LabException("Cannot name the cluster's services: " + failed.getMessage(), failed);
    }
  }

  private static JsonNode read(String json) throws LabException {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException notJson) {
      throw new LabException("The API server's answer cannot be read: " + json, notJson);
    }
  }

  private static LocalCommand.Input text(List<JsonNode> objects) {
    ObjectNode list = Json.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    list.putArray("items").addAll(objects);
    return new LocalCommand.Input.Text(list.toString());
  }

  /** Ends the node with all that is in it. */
  @Override
  public void close() {
    try {
      process.standardInput().close();
      if (process.waitFor(LONGEST_END).isEmpty()) {
        process.kill();
      }
    } catch (IOException alreadyGone) {
      process.kill();
    } catch (InterruptedException interrupted) {
      process.kill();
      Thread.currentThread().interrupt();
    }
  }
}
