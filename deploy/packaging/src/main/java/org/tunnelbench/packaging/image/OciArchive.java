package org.tunnelbench.packaging.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.tunnelbench.contract.Json;
import org.tunnelbench.packaging.archive.Entry;
import org.tunnelbench.packaging.archive.Tar;
import org.tunnelbench.packaging.archive.Tree;

/**
 * An archive of one image, as the <a
 * href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">image layout</a>
 * has it, for {@code podman load}, {@code ctr images import}, {@code skopeo copy oci-archive:}.
 *
 * @param image what it is of
 * @param version that its name ends with
 * @param layers the lowest first
 */
record OciArchive(ServiceImage image, String version, List<Layer> layers) {
  private static final String TYPE = "application/vnd.oci.image.";

  /**
   * Quick to start in little memory, and ended where memory is exhausted, so that it is started
   * anew.
   */
  private static final String JAVA_OPTIONS =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError"
          + " -XX:MaxRAMPercentage=40";

  OciArchive {
    layers = List.copyOf(layers);
  }

  /** Its name, as manifests say it. */
  String reference() {
    return "tunnelbench/" + image.partName() + ":" + version;
  }

  /** Writes it; answers the digest that registries know it by. */
  String write(Path file, Instant at) throws IOException {
    Tree tree = new Tree();
    for (Layer layer : layers) {
      tree.copy(blobPath(layer.digest()), layer.blob(), Entry.READABLE);
    }
    byte[] config = bytes(config(at));
    byte[] manifest = bytes(manifest(config));
    tree.bytes(blobPath(Layer.digest(config)), config, Entry.READABLE)
        .bytes(blobPath(Layer.digest(manifest)), manifest, Entry.READABLE)
        .text("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}", Entry.READABLE)
        .bytes("index.json", bytes(index(manifest)), Entry.READABLE);
    try (OutputStream output = Files.newOutputStream(file)) {
      Tar.write(tree, "", at, output);
    }
    return "sha256:" + Layer.digest(manifest);
  }

  private ObjectNode config(Instant at) {
    ObjectNode config = Json.MAPPER.createObjectNode();
    config.put("created", at.toString()).put("architecture", "amd64").put("os", "linux");
    ObjectNode run = config.putObject("config");
    run.put("User", Layout.USER + ":" + Layout.USER).put("WorkingDir", "/tmp");
    run.putObject("ExposedPorts").putObject(image.port() + "/tcp");
    run.putArray("Env")
        .add("PATH=/" + Layout.JAVA + "/bin:/usr/sbin:/usr/bin")
        .add("LANG=C.UTF-8")
        .add("JAVA_TOOL_OPTIONS=" + JAVA_OPTIONS);
    ArrayNode entryPoint = run.putArray("Entrypoint");
    image.entryPoint().forEach(entryPoint::add);
    run.putObject("Labels")
        .put("org.opencontainers.image.title", "tunnelbench " + image.partName())
        .put("org.opencontainers.image.version", version)
        .put("org.opencontainers.image.licenses", "Apache-2.0");
    ObjectNode content = config.putObject("rootfs").put("type", "layers");
    ArrayNode digests = content.putArray("diff_ids");
    layers.forEach(layer -> digests.add("sha256:" + layer.contentDigest()));
    return config;
  }

  private ObjectNode manifest(byte[] config) throws IOException {
    ObjectNode manifest = Json.MAPPER.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", TYPE + "manifest.v1+json");
    describe(manifest.putObject("config"), "config.v1+json", Layer.digest(config), config.length);
    ArrayNode descriptors = manifest.putArray("layers");
    for (Layer layer : layers) {
      describe(descriptors.addObject(), "layer.v1.tar+gzip", layer.digest(), layer.size());
    }
    return manifest;
  }

  private ObjectNode index(byte[] manifest) {
    ObjectNode index = Json.MAPPER.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", TYPE + "index.v1+json");
    ObjectNode only =
        describe(
            index.putArray("manifests").addObject(),
            "manifest.v1+json",
            Layer.digest(manifest),
            manifest.length);
    only.putObject("platform").put("architecture", "amd64").put("os", "linux");
    only.putObject("annotations")
        .put("org.opencontainers.image.ref.name", version)
        // The name that containerd imports it under.
        .put("io.containerd.image.name", "docker.io/" + reference());
    return index;
  }

  private static ObjectNode describe(ObjectNode node, String type, String digest, long size) {
    return node.put("mediaType", TYPE + type).put("digest", "sha256:" + digest).put("size", size);
  }

  private static String blobPath(String digest) {
    return "blobs/sha256/" + digest;
  }

  private static byte[] bytes(ObjectNode node) throws IOException {
    return Json.MAPPER.writeValueAsBytes(node);
  }
}
