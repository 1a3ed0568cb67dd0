package org.tunnelbench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.deploy.cluster.Rendered;

/**
 * A kustomization of a user's own, as {@code deploy/kubernetes} tells to write one: the base, one
 * broker and SSH agents, with the user's hosts, key and token.
 *
 * @param folder that it lies in
 */
record FleetOverlay(Path folder) {
  static final String NAMESPACE = "tunnelbench";

  private static final Path MANIFESTS = Launcher.ROOT.resolve("deploy/kubernetes");
  private static final String KEY_FILE = "/etc/tunnelbench/ssh/id";
  private static final int TOKEN_BYTES = 32;
  private static final int VOLUMES = 3;

  /** Writes it into a folder. */
  static FleetOverlay write(Path folder, NodeGuests guests) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    Files.writeString(folder.resolve("token"), token);
    Files.writeString(folder.resolve("tokens"), "operator test " + token + "\n");
    Files.copy(guests.key(), folder.resolve("id"));
    Files.writeString(folder.resolve("known_hosts"), "");
    Files.writeString(folder.resolve("fleet.yaml"), FleetDocuments.toYaml(guests.fleet(KEY_FILE)));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        kustomization(folder.toRealPath().relativize(MANIFESTS.toRealPath())));
    return new FleetOverlay(folder);
  }

  private static String kustomization(Path manifests) {
    return """
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    resources:
      - %1$s/base
      - %1$s/overlays/plain-kafka
      - %1$s/overlays/ssh-agents
    generatorOptions: {disableNameSuffixHash: true}
    configMapGenerator:
      - {name: fleet, namespace: tunnelbench, behavior: replace, files: [fleet.yaml]}
      - {name: ssh-fleet, namespace: tunnelbench, behavior: replace, files: [fleet.yaml]}
    secretGenerator:
      - {name: ssh, namespace: tunnelbench, files: [id, known_hosts]}
      - {name: controller-tokens, namespace: tunnelbench, files: [tokens]}
    """
        .formatted(manifests);
  }

  /** The file of the token that submits experiments. */
  Path token() {
    return folder.resolve("token");
  }

  /** What is to be in the cluster. */
  List<JsonNode> objects() throws Exception {
    return Rendered.objects(folder);
  }

  /** What the cluster's owner would have brought: volumes, here folders of the node. */
  List<JsonNode> volumes() {
    return IntStream.rangeClosed(1, VOLUMES).mapToObj(FleetOverlay::volume).toList();
  }

  private static JsonNode volume(int number) {
    return Rendered.parse(
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: volume-%1$d}
            spec:
              capacity: {storage: 10Gi}
              accessModes: [ReadWriteOnce]
              persistentVolumeReclaimPolicy: Retain
              local: {path: /var/volumes/%1$d}
              nodeAffinity:
                required:
                  nodeSelectorTerms:
                    - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node]}]
            """
                .formatted(number))
        .getFirst();
  }
}
