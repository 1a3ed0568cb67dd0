package org.tunnelbench.packaging.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.packaging.archive.Tree;

class OciArchiveTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyDigestAndSizeIsThatOfWhatItNames(ServiceImage image) throws Exception {
    Map<String, byte[]> files = read(write(image, "first", AT));

    assertThat(json(files, "oci-layout").path("imageLayoutVersion").asText()).isEqualTo("1.0.0");
    JsonNode described = json(files, "index.json").at("/manifests/0");
    JsonNode manifest = Json.MAPPER.readTree(blob(files, described));
    JsonNode config = Json.MAPPER.readTree(blob(files, manifest.path("config")));
    assertThat(manifest.path("layers")).hasSize(2);
    for (int place = 0; place < 2; place++) {
      byte[] layer = blob(files, manifest.path("layers").get(place));
      byte[] content = new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes();
      assertThat(config.at("/rootfs/diff_ids/" + place).asText())
          .isEqualTo("sha256:" + Layer.digest(content));
    }
    assertThat(described.at("/annotations/io.containerd.image.name").asText())
        .isEqualTo("docker.io/tunnelbench/" + image.partName() + ":0.1.0");
  }

  @ParameterizedTest
  @EnumSource
  void itRunsAsAUserWithoutAName(ServiceImage image) throws Exception {
    JsonNode config = config(read(write(image, "first", AT)));

    assertThat(config.at("/config/User").asText()).isEqualTo("10001:10001");
    assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("java");
    assertThat(config.path("created").asText()).isEqualTo(AT.toString());
  }

  @Test
  void theSameIsTheSameBytesAndItsDigestSaysSo() throws Exception {
    Path first = write(ServiceImage.CONTROLLER, "first", AT);
    Path second = write(ServiceImage.CONTROLLER, "second", AT);

    assertThat(Files.mismatch(first, second)).isNegative();
    assertThat(Files.mismatch(first, write(ServiceImage.CONTROLLER, "later", AT.plusSeconds(1))))
        .isNotNegative();
  }

  private Path write(ServiceImage image, String name, Instant at) throws Exception {
    Path work = Files.createDirectories(folder.resolve(name + "-layers"));
    Layer below = Layer.write(new Tree().text("etc/passwd", "x", 0644), work, at);
    Layer above = Layer.write(new Tree().text("opt/java/bin/java", "y", 0755), work, at);
    Path file = folder.resolve(name + ".tar");
    String digest = new OciArchive(image, "0.1.0", List.of(below, above)).write(file, at);
    assertThat(json(read(file), "index.json").at("/manifests/0/digest").asText()).isEqualTo(digest);
    return file;
  }

  private static JsonNode config(Map<String, byte[]> files) throws Exception {
    JsonNode manifest =
        Json.MAPPER.readTree(blob(files, json(files, "index.json").at("/manifests/0")));
    return Json.MAPPER.readTree(blob(files, manifest.path("config")));
  }

  private static JsonNode json(Map<String, byte[]> files, String name) throws Exception {
    assertThat(files).containsKey(name);
    return Json.MAPPER.readTree(files.getOrDefault(name, new byte[0]));
  }

  private static byte[] blob(Map<String, byte[]> files, JsonNode descriptor) {
    String digest = descriptor.path("digest").asText();
    byte[] blob = files.getOrDefault("blobs/" + digest.replace(':', '/'), new byte[0]);
    assertThat("sha256:" + Layer.digest(blob)).isEqualTo(digest);
    assertThat(blob).hasSize(descriptor.path("size").asInt());
    return blob;
  }

  private static Map<String, byte[]> read(Path archive) throws Exception {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream input = new TarArchiveInputStream(Files.newInputStream(archive))) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        if (entry.isFile()) {
          files.put(entry.getName(), input.readAllBytes());
        }
      }
    }
    return files;
  }
}
