package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * An image unpacked as a container engine would, its programs run on a root that cannot be written,
 * as its user, without a capability or a way to one, and with a {@code /tmp} alone.
 *
 * @param root folder of its layers, one over the other
 * @param config its own configuration
 */
record ImageRoot(Path root, JsonNode config) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * A user namespace in which mounts can be made, then one within it whose user is the image's, so
   * that nothing of the first one's rights is left.
   */
  private static final String CONFINE =
      """
      root=$1
      user=$2
      shift 2
      mount --bind "$root" "$root" && mount -o remount,bind,ro,nosuid,nodev "$root" &&
      mount -t tmpfs -o size=64m tmpfs "$root/tmp" &&
      mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
      exec /usr/bin/setpriv --no-new-privs /usr/bin/unshare --user --map-user="${user%%:*}" \
        --map-group="${user##*:}" --root="$root" --wd=/tmp "$@"
      """;

  /** Unpacks an archive in the OCI layout into a folder. */
  static ImageRoot unpack(Path archive, Path folder) throws Exception {
    Path layout = Files.createDirectories(folder.resolve("layout"));
    Path root = Files.createDirectories(folder.resolve("root"));
    tar("-xf", archive, layout);
    JsonNode index = Json.MAPPER.readTree(layout.resolve("index.json").toFile());
    JsonNode manifest = Json.MAPPER.readTree(blob(layout, index.at("/manifests/0")).toFile());
    for (JsonNode layer : manifest.path("layers")) {
      tar("-xzf", blob(layout, layer), root);
    }
    JsonNode config = Json.MAPPER.readTree(blob(layout, manifest.path("config")).toFile());
    return new ImageRoot(root, config.path("config"));
  }

  /** Runs a program of the image to its end. */
  StepResult run(String... argv) throws IOException, InterruptedException {
    return LocalProcess.run(command(Map.of(), List.of(argv)), LIMIT);
  }

  /** Starts what the image starts, with more variables in its environment. */
  Started start(Map<String, String> environment) throws IOException {
    List<String> argv = new ArrayList<>();
    config.path("Entrypoint").forEach(word -> argv.add(word.asText()));
    return Started.start(command(environment, argv));
  }

  private LocalCommand command(Map<String, String> environment, List<String> program) {
    List<String> argv = new ArrayList<>(List.of("env", "-i"));
    config.path("Env").forEach(variable -> argv.add(variable.asText()));
    environment.forEach((name, value) -> argv.add(name + "=" + value));
    argv.addAll(
        List.of(
            "/usr/bin/unshare",
            "--map-root-user",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "/bin/sh",
            "-c",
            CONFINE,
            "sh",
            root.toString(),
            config.path("User").asText()));
    argv.addAll(program);
    return LocalCommand.of(argv);
  }

  private static Path blob(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
  }

  private static void tar(String how, Path archive, Path into) throws Exception {
    StepResult said =
        LocalProcess.run(
            LocalCommand.of(
                "tar", "--no-same-owner", how, archive.toString(), "-C", into.toString()),
            LIMIT);
    assertThat(said.exitCode()).as(said.stderr()).isZero();
  }
}
