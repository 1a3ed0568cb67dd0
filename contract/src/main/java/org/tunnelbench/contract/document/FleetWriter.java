package org.tunnelbench.contract.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.host.SshEntry;
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
    return fields;
  }

  private static Map<String, Object> ssh(SshEntry ssh) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", ssh.address());
    fields.put("port", ssh.port());
    fields.put("user", ssh.user());
    fields.put("keyFile", ssh.keyFile());
    fields.put("hostKey", ssh.hostKey());
    return fields;
  }

  private static Object pair(PairEntry pair) {
    List<String> hosts = List.of(pair.sender().value(), pair.receiver().value());
    if (pair.sharedResource().isEmpty()) {
      return hosts;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hosts", hosts);
    fields.put("sharedResource", pair.sharedResource().get());
    return fields;
  }
}
