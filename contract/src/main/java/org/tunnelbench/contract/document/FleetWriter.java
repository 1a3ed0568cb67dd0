package org.tunnelbench.contract.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a fleet as YAML. */
final class FleetWriter {
  private FleetWriter() {}

  static String write(FleetDocument fleet) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("hosts", fleet.hosts().stream().map(FleetWriter::host).toList());
    if (!fleet.pairs().isEmpty()) {
      root.put("pairs", fleet.pairs().stream().map(FleetWriter::pair).toList());
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    // A host key is one long word of base64: it must not be folded.
    options.setSplitLines(false);
    return new Yaml(options).dump(root);
  }

  private static Map<String, Object> host(HostEntry host) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", host.name().value());
    fields.put("kind", host.kind().toString());
    fields.put("underlay", host.underlay().value());
    host.ssh().ifPresent(ssh -> fields.put("ssh", ssh(ssh)));
    host.namespace().ifPresent(namespace -> fields.put("namespace", namespace));
    if (!host.labels().isEmpty()) {
      fields.put("labels", new TreeMap<>(host.labels()));
    }
    if (!host.options().tools().isEmpty()) {
      fields.put("tools", new TreeMap<>(host.options().tools()));
    }
    if (host.options().unloadModules()) {
      fields.put("unloadModules", true);
    }
    return fields;
  }

  private static Map<String, Object> ssh(SshEntry ssh) {
    Map<String, Object> fields = server(ssh.server());
    if (!ssh.jumps().isEmpty()) {
      fields.put("jump", ssh.jumps().stream().map(FleetWriter::server).toList());
    }
    if (ssh.root() != RootAccess.LOGIN) {
      fields.put("sudo", true);
    }
    if (ssh.root() == RootAccess.SUDO_ON_TERMINAL) {
      fields.put("terminal", true);
    }
    return fields;
  }

  private static Map<String, Object> server(SshServerEntry server) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", server.address());
    fields.put("port", server.port());
    fields.put("user", server.user());
    switch (server.credential()) {
      case SshCredential.KeyFile(var path) -> fields.put("keyFile", path);
      case SshCredential.PasswordFile(var path) -> fields.put("passwordFile", path);
      case SshCredential.PasswordEnvironment(var name) -> fields.put("passwordEnvironment", name);
    }
    switch (server.hostKey()) {
      case HostKeyTrust.Pinned(var key) -> fields.put("hostKey", key);
      case HostKeyTrust.KnownHosts(var path) -> fields.put("knownHosts", path);
    }
    if (server.legacyAlgorithms()) {
      fields.put("legacyAlgorithms", true);
    }
    return fields;
  }

  private static Object pair(PairEntry pair) {
    List<String> hosts = List.of(pair.sender().value(), pair.receiver().value());
    if (pair.sharedResource().isEmpty() && !pair.lossless()) {
      return hosts;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hosts", hosts);
    pair.sharedResource().ifPresent(shared -> fields.put("sharedResource", shared));
    if (pair.lossless()) {
      fields.put("lossless", true);
    }
    return fields;
  }
}
