package org.tunnelbench.contract.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.experiment.TrafficSpec;

/** Writes an experiment in the one form that says everything: each factor a list, all defaults. */
final class ExperimentWriter {
  private ExperimentWriter() {}

  static ObjectNode write(ExperimentDocument document) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("name", document.name());
    select(root, document.selection());
    ArrayNode blocks = root.putArray("blocks");
    document.blocks().forEach(block -> write(blocks.addObject(), block));
    write(root.putObject("traffic"), document.traffic());
    root.put("repetitions", document.repetitions());
    root.put("seed", document.seed());
    root.put("deadline", document.deadline().toSeconds());
    document.profile().ifPresent(profile -> root.put("profile", profile));
    return root;
  }

  private static void select(ObjectNode root, PairSelection selection) {
    switch (selection) {
      case PairSelection.Everything everything -> {}
      case PairSelection.ByKernel byKernel -> words(root.putArray("kernels"), byKernel.kernels());
      case PairSelection.ByHosts byHosts -> {
        ArrayNode pairs = root.putArray("pairs");
        byHosts
            .pairs()
            .forEach(pair -> words(pairs.addArray(), List.of(pair.sender(), pair.receiver())));
      }
      case PairSelection.ByLabels byLabels -> {
        ObjectNode labels = root.putObject("labels");
        new TreeMap<>(byLabels.labels()).forEach(labels::put);
      }
    }
  }

  private static void write(ObjectNode node, Block block) {
    words(node.putArray("tunnel"), block.tunnel());
    // Without a word each tunnel has its own default, which no one list could say for all.
    block.inner().ifPresent(levels -> words(node.putArray("inner"), levels));
    words(node.putArray("local"), block.local());
    words(node.putArray("protection"), block.protection());
    block.policies().ifPresent(levels -> words(node.putArray("policies"), levels));
    words(node.putArray("keying"), block.keying());
    ArrayNode sizes = node.putArray("mtu");
    for (Mtu mtu : block.mtu()) {
      switch (mtu) {
        case Mtu.KernelDefault byDefault -> sizes.add(byDefault.toString());
        case Mtu.Fixed fixed -> sizes.add(fixed.bytes());
      }
    }
    numbersOrWords(node.putArray("ttl"), block.options().ttl());
    numbersOrWords(node.putArray("key"), block.options().key());
    words(node.putArray("pmtudisc"), block.options().pmtudisc());
    words(node.putArray("offload"), block.settings().offload());
    words(node.putArray("sysctl"), block.settings().sysctl());
  }

  private static void write(ObjectNode node, TrafficSpec traffic) {
    node.put("tool", traffic.tool());
    node.put("seconds", traffic.usualSeconds());
    traffic
        .adaptive()
        .ifPresent(
            length -> {
              node.put("precision", TrafficReader.percent(length.precision()));
              node.put("maxSeconds", traffic.seconds());
            });
    node.put("interval", TrafficReader.plain(traffic.interval()));
    node.put("streams", traffic.streams());
    node.put("direction", traffic.direction().toString());
    traffic.rateLimit().ifPresent(rate -> node.put("rateLimit", rate));
    node.put("transport", traffic.transport().toString());
    node.put("latency", traffic.latency());
  }

  private static void numbersOrWords(ArrayNode node, List<?> levels) {
    for (Object level : levels) {
      String word = level.toString();
      if (Character.isDigit(word.charAt(0))) {
        node.add(Long.parseLong(word));
      } else {
        node.add(word);
      }
    }
  }

  private static void words(ArrayNode node, List<?> words) {
    words.forEach(word -> node.add(word.toString()));
  }
}
