package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.StepResult;

/** {@code ./tunnelbench images}, and what they hold, started. */
@Tag("long")
@Timeout(value = 60, unit = TimeUnit.MINUTES) // it builds with bills of materials
class ImagesTest {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final long MOST_BYTES = 110_000_000;

  /** The programs that agent and probe run on a node, by how they tell that they work. */
  private static final List<List<String>> TOOLS =
      List.of(
          List.of("ip", "-V"),
          List.of("tc", "-V"),
          List.of("ping", "-V"),
          List.of("ethtool", "--version"),
          List.of("iperf3", "--version"),
          List.of("sh", "-c", "find /proc/self/stat -maxdepth 0 && cat /dev/null && rm -f /tmp/x"));

  @TempDir private static Path folder = Path.of("");

  /** By name, what was printed of each image. */
  private static final Map<String, Made> IMAGES = new HashMap<>();

  private record Made(Path file, String reference, String digest) {}

  @BeforeAll
  static void makeAll() throws Exception {
    IMAGES.putAll(make("images"));
    assertThat(IMAGES).containsOnlyKeys("controller", "host-agent", "throughput-probe", "broker");
  }

  @Test
  void theSameBuildGivesTheSameDigestsAndSmallImages() throws Exception {
    assertThat(make("again", "broker").get("broker"))
        .extracting(Made::digest)
        .isEqualTo(made("broker").digest());
    for (Made image : IMAGES.values()) {
      assertThat(Files.size(image.file())).isLessThan(MOST_BYTES);
      assertThat(image.digest()).matches("sha256:[0-9a-f]{64}");
    }
  }

  /** What is built is what the manifests ask for. */
  @Test
  void theirNamesAreThoseOfTheManifests() throws Exception {
    for (String overlay : List.of("base", "overlays/plain-kafka", "overlays/ssh-agents")) {
      String kustomization =
          Files.readString(
              Launcher.ROOT
                  .resolve("deploy/kubernetes")
                  .resolve(overlay)
                  .resolve("kustomization.yaml"));
      Pattern.compile("name: (tunnelbench/[a-z-]+), newTag: ([0-9.]+)")
          .matcher(kustomization)
          .results()
          .forEach(
              named ->
                  assertThat(IMAGES.values())
                      .extracting(Made::reference)
                      .contains(named.group(1) + ":" + named.group(2)));
    }
  }

  @Test
  void theControllerStartsConfinedAndSaysThatItsBrokerIsMissing() throws Exception {
    ImageRoot image = image("controller");
    int port = freePort();
    Path settings = Files.createDirectories(image.root().resolve("etc/tunnelbench"));
    Files.copy(
        Launcher.ROOT.resolve("deploy/kubernetes/base/fleet.yaml"), settings.resolve("fleet.yaml"));
    Files.writeString(settings.resolve("tokens"), "viewer test " + "0".repeat(32) + "\n");
    Files.setPosixFilePermissions(
        settings.resolve("tokens"), PosixFilePermissions.fromString("rw-------"));

    try (Started controller =
        image.start(
            Map.of(
                "TUNNELBENCH_FLEET", "/etc/tunnelbench/fleet.yaml",
                "TUNNELBENCH_TOKENS", "/etc/tunnelbench/tokens",
                "TUNNELBENCH_REPLICA", "test",
                // Nobody listens at port 1 (tcpmux).
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port)))) {
      HttpResponse<String> ready = ready(port, "Kafka at 127.0.0.1:1");

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(Json.MAPPER.readTree(ready.body()).path("status").asText()).isEqualTo("DOWN");
      assertThat(controller.isAlive()).isTrue();
    }
  }

  @Test
  void agentAndProbeHaveWhatTheyRunAndNothingMayBeWrittenOrGained() throws Exception {
    for (String name : List.of("host-agent", "throughput-probe")) {
      ImageRoot image = image(name);
      for (List<String> tool : TOOLS) {
        StepResult said = image.run(tool.toArray(String[]::new));
        assertThat(said.exitCode()).as(tool + ": " + said.stderr()).isZero();
      }
      assertThat(image.run("sh", "-c", "grep Cap[IPE] /proc/self/status; id -u").stdout().lines())
          .hasSize(4)
          .allMatch(line -> line.endsWith("\t0000000000000000") || line.equals("10001"));
      assertThat(image.run("sh", "-c", "echo x > /var/lib/tunnelbench/x").stderr())
          .contains("Read-only file system");
      try (Started process = image.start(Map.of())) {
        process.awaitLine("tunnelbench.fleet");
        assertThat(process.awaitEnd()).isEqualTo(1);
      }
    }
  }

  @Test
  void theAgentHasWhatKeysTunnelsAndLoadsModules() throws Exception {
    ImageRoot image = image("host-agent");

    assertThat(image.run("swanctl", "--help").stdout()).contains("swanctl");
    assertThat(image.run("modprobe", "--version").stdout()).startsWith("kmod");
    // It needs rights to start, but its libraries are all there.
    assertThat(
            image
                .run("/lib64/ld-linux-x86-64.so.2", "--list", "/usr/sbin/charon-systemd")
                .exitCode())
        .isZero();
  }

  @Test
  void everyImageTellsWhatIsInIt() throws Exception {
    ImageRoot image = image("broker");
    assertThat(image.run("java", "-version").exitCode()).isZero();

    JsonNode bill =
        Json.MAPPER.readTree(image.root().resolve("usr/share/tunnelbench/bom.json").toFile());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.findValuesAsText("name")).contains("kafka-clients", "OpenJDK", "libc6");
    assertThat(image.root().resolve("usr/share/doc/libc6/copyright")).isRegularFile();
    assertThat(image.root().resolve("var/lib/dpkg/status.d/libc6")).isRegularFile();
  }

  private static ImageRoot image(String name) throws Exception {
    return ImageRoot.unpack(made(name).file(), Files.createTempDirectory(folder, name));
  }

  private static Made made(String name) {
    return Objects.requireNonNull(IMAGES.get(name), name);
  }

  private static Map<String, Made> make(String output, String... names) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("images", "--output", folder.resolve(output).toString()));
    arguments.addAll(List.of(names));
    StepResult said = new Launcher(folder).run(arguments.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    Map<String, Made> made = new HashMap<>();
    for (String line : said.stdout().lines().toList()) {
      String[] words = line.split(" ", -1);
      String name = words[1].replaceAll("tunnelbench/|:.*", "");
      made.put(name, new Made(Path.of(words[0]), words[1], words[2]));
    }
    return made;
  }

  /** Asks whether it is ready until the answer holds this text; answers the last answer. */
  private static HttpResponse<String> ready(int port, String text) throws Exception {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready")).build();
    Instant giveUp = Instant.now().plus(LONGEST_START);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        assertThat(Instant.now()).as("no answer with '" + text + "'").isBefore(giveUp);
        try {
          HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
          if (answer.body().contains(text)) {
            return answer;
          }
        } catch (ConnectException notYet) {
          // It starts.
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
