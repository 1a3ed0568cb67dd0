package org.tunnelbench.deploy.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The folder that a cluster's node and whoever started it share:
 *
 * <pre>
 * enclose.sh, node.sh, cluster.sh   what runs, each within the one before
 * settings   networks and addresses
 * images/    archives that containerd is given at the start
 * keys/      of the API server, which only their owner may read
 * logs/      of the node's programs, a file each
 * names/     what the cluster's name server answers
 * </pre>
 */
public record ClusterFolder(Path path) {
  private static final List<String> SCRIPTS = List.of("enclose.sh", "node.sh", "cluster.sh");
  private static final int KEY_BITS = 2048;
  private static final int TOKEN_BYTES = 32;
  private static final int LINE = 64;

  /** Prepares a folder for a cluster. */
  static ClusterFolder make(Path path, Map<String, String> settings) throws IOException {
    ClusterFolder folder = new ClusterFolder(path);
    for (Path part : List.of(folder.images(), folder.names(), folder.logs())) {
      Files.createDirectories(part);
    }
    Files.createDirectories(
        folder.keys(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String script : SCRIPTS) {
      try (InputStream text =
          Objects.requireNonNull(ClusterFolder.class.getResourceAsStream(script), script)) {
        Files.write(path.resolve(script), text.readAllBytes());
      }
    }
    StringBuilder lines = new StringBuilder();
    settings.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    Files.writeString(path.resolve("settings"), lines);
    folder.makeKeys();
    return folder;
  }

  /** Archives of images in this folder are in the cluster from its start. */
  public Path images() {
    return path.resolve("images");
  }

  Path names() {
    return path.resolve("names");
  }

  /** What the node's programs print. */
  public Path logs() {
    return path.resolve("logs");
  }

  Path kubeconfig() {
    return keys().resolve("kubeconfig");
  }

  private Path keys() {
    return path.resolve("keys");
  }

  private void makeKeys() throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    String secret = HexFormat.of().formatHex(token);
    Files.writeString(keys().resolve("tokens.csv"), secret + ",admin,1,\"system:masters\"\n");
    // The server makes its certificate itself, at an address that only its own namespace has.
    Files.writeString(
        kubeconfig(),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: node, cluster: {server: 'https://127.0.0.1:6443', insecure-skip-tls-verify: true}}]
        users: [{name: admin, user: {token: %s}}]
        contexts: [{name: node, context: {cluster: node, user: admin}}]
        current-context: node
        """
            .formatted(secret));
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS, random);
      KeyPair pair = generator.generateKeyPair();
      writeKey("accounts.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
      writeKey("accounts.pub", "PUBLIC KEY", pair.getPublic().getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void writeKey(String file, String kind, byte[] key) throws IOException {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
    Files.writeString(
        keys().resolve(file),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body));
  }
}
