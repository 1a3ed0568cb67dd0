package org.tunnelbench.contract.document;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSecret;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the document of one end as YAML. */
final class EndpointWriter {
  private EndpointWriter() {}

  static String write(EndpointDocument document) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("cell", cell(document.levels()));
    root.put(
        "underlay",
        addresses(document.underlay().here().value(), document.underlay().there().value()));
    document
        .inner()
        .ifPresent(
            inner -> root.put("inner", addresses(inner.here().toString(), inner.there().value())));
    document.secret().ifPresent(secret -> root.put("secret", secret(secret)));
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options).dump(root);
  }

  /** The levels that are not their factors' defaults for this tunnel. */
  private static Map<String, Object> cell(Levels levels) {
    Map<String, String> defaults =
        new Levels(
                levels.tunnel(),
                Levels.defaultInner(levels.tunnel()),
                Levels.direct(levels.tunnel()).local(),
                Levels.direct(levels.tunnel()).protection(),
                Levels.direct(levels.tunnel()).mtu())
            .byFactor();
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("tunnel", levels.tunnel().toString());
    levels
        .byFactor()
        .forEach(
            (factor, level) -> {
              if (!level.equals(defaults.get(factor))) {
                cell.put(factor, level.matches("[0-9]{1,10}") ? Long.valueOf(level) : level);
              }
            });
    return cell;
  }

  private static Map<String, Object> addresses(String here, String there) {
    Map<String, Object> addresses = new LinkedHashMap<>();
    addresses.put("here", here);
    addresses.put("there", there);
    return addresses;
  }

  private static Map<String, Object> secret(EndpointSecret secret) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (secret.secret()) {
      case PreSharedKey(var text) -> fields.put("preSharedKey", text);
      case SaKeys(
              var encryptionOut,
              var authenticationOut,
              var encryptionIn,
              var authenticationIn) -> {
        fields.put("spiOut", secret.spiOut());
        fields.put("spiIn", secret.spiIn());
        fields.put("encryptionOut", encryptionOut);
        fields.put("authenticationOut", authenticationOut);
        fields.put("encryptionIn", encryptionIn);
        fields.put("authenticationIn", authenticationIn);
      }
    }
    return fields;
  }
}
