package org.tunnelbench.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pod may do: the restricted standard (kubernetes.io, "Pod Security Standards"), a root file
 * system that cannot be written, resources, probes, no access to the API. The agent on a node is
 * let off exactly what it needs.
 */
final class PodPolicy {
  /** Pods that act on their node's network. */
  private static final String HOSTS = "tunnelbench-hosts";

  private static final Set<String> AGENT_CAPABILITIES =
      Set.of("NET_ADMIN", "NET_BIND_SERVICE", "NET_RAW");

  /** What may be given to who prepares a node's folder before the pod begins. */
  private static final Set<String> PREPARING_CAPABILITIES = Set.of("CHOWN");

  private static final Set<String> WORKLOADS = Set.of("Deployment", "DaemonSet", "StatefulSet");

  private final List<String> complaints = new ArrayList<>();
  private final JsonNode object;
  private final JsonNode pod;
  private final boolean onHost;
  private final boolean agentOnHost;

  private PodPolicy(JsonNode object) {
    this.object = object;
    this.pod = object.at("/spec/template/spec");
    this.onHost = object.at("/metadata/namespace").asText().equals(HOSTS);
    this.agentOnHost = onHost && object.at("/metadata/name").asText().equals("host-agent");
  }

  /** What is against the policy, a line each; nothing where the object has no pods. */
  static List<String> complaints(JsonNode object) {
    return WORKLOADS.contains(object.path("kind").asText())
        ? new PodPolicy(object).check()
        : List.of();
  }

  private List<String> check() {
    demand(
        pod.path("automountServiceAccountToken").isBoolean()
            && !pod.path("automountServiceAccountToken").asBoolean(),
        "its service account's token is mounted");
    demand(pod.has("serviceAccountName"), "it has no service account of its own");
    demand(
        pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
        "it has no seccomp profile");
    demand(
        agentOnHost || pod.at("/securityContext/runAsNonRoot").asBoolean(), "it may run as root");
    demand(onHost || !pod.path("hostNetwork").asBoolean(), "it has the host's network");
    demand(!pod.path("hostPID").asBoolean(), "it sees the host's processes");
    demand(!pod.path("hostIPC").asBoolean(), "it has the host's IPC");
    for (JsonNode volume : pod.path("volumes")) {
      demand(onHost || !volume.has("hostPath"), "it has a folder of the host");
      demand(
          agentOnHost || !volume.has("hostPath") || isPrepared(volume.path("name").asText()),
          "its user cannot write the host's folder, which the kubelet makes root's");
    }
    demand(!agentOnHost || mounts("/run"), "it cannot write keys below /run");
    pod.path("containers").forEach(container -> check(container, true));
    pod.path("initContainers").forEach(container -> check(container, false));
    return complaints;
  }

  private void check(JsonNode container, boolean stays) {
    JsonNode security = container.path("securityContext");
    demand(
        security.path("allowPrivilegeEscalation").isBoolean()
            && !security.path("allowPrivilegeEscalation").asBoolean(),
        "privileges may escalate");
    demand(!security.path("privileged").asBoolean(), "it is privileged");
    demand(
        security.path("readOnlyRootFilesystem").asBoolean(), "its root file system can be written");
    demand(
        texts(security.at("/capabilities/drop")).equals(Set.of("ALL")),
        "it does not drop all capabilities");
    demand(
        allowed(stays).contains(texts(security.at("/capabilities/add"))),
        "it has other capabilities than it needs");
    demand(container.at("/resources/requests").has("cpu"), "it requests no processor");
    demand(container.at("/resources/requests").has("memory"), "it requests no memory");
    demand(container.at("/resources/limits").has("memory"), "its memory has no limit");
    demand(container.path("image").asText().matches(".+:[0-9].*"), "its image has no version");
    if (stays) {
      demand(container.has("readinessProbe"), "it has no readiness probe");
      demand(container.has("livenessProbe"), "it has no liveness probe");
    }
  }

  private List<Set<String>> allowed(boolean stays) {
    if (agentOnHost) {
      return List.of(AGENT_CAPABILITIES);
    }
    return onHost && !stays ? List.of(Set.of(), PREPARING_CAPABILITIES) : List.of(Set.of());
  }

  private boolean isPrepared(String volume) {
    for (JsonNode container : pod.path("initContainers")) {
      boolean hasIt = container.path("volumeMounts").findValuesAsText("name").contains(volume);
      if (hasIt && texts(container.at("/securityContext/capabilities/add")).contains("CHOWN")) {
        return true;
      }
    }
    return false;
  }

  private boolean mounts(String path) {
    return pod.path("containers").findValuesAsText("mountPath").contains(path);
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private void demand(boolean kept, String complaint) {
    if (!kept) {
      complaints.add(Manifests.name(object) + ": " + complaint);
    }
  }
}
