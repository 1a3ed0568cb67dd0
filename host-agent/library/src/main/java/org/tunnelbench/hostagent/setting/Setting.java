package org.tunnelbench.hostagent.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.EndpointSpec;

/**
 * Something of a host that a trial sets and puts back.
 *
 * @param device that has it; empty for a kernel parameter
 * @param name as sysctl(8), or the short one as ethtool(8) has it
 */
public record Setting(Kind kind, String device, String name) {
  /** The two kinds, by the tool that reads and writes them. */
  public enum Kind {
    /** A kernel parameter. */
    SYSCTL,
    /** An offload of a device. */
    OFFLOAD
  }

  /** What {@code ethtool -k} calls an offload that {@code ethtool -K} has a short name for. */
  private static final Map<String, String> LONG_NAMES =
      Map.ofEntries(
          Map.entry("rx", "rx-checksumming"),
          Map.entry("tx", "tx-checksumming"),
          Map.entry("sg", "scatter-gather"),
          Map.entry("tso", "tcp-segmentation-offload"),
          Map.entry("ufo", "udp-fragmentation-offload"),
          Map.entry("gso", "generic-segmentation-offload"),
          Map.entry("gro", "generic-receive-offload"),
          Map.entry("lro", "large-receive-offload"),
          Map.entry("rxvlan", "rx-vlan-offload"),
          Map.entry("txvlan", "tx-vlan-offload"),
          Map.entry("ntuple", "ntuple-filters"),
          Map.entry("rxhash", "receive-hashing"));

  /** The settings that an end names, in the order in which they are set. */
  public static List<Setting> of(EndpointSpec spec, HostFacts facts) {
    List<Setting> settings = new ArrayList<>();
    spec.levels()
        .settings()
        .sysctl()
        .values()
        .keySet()
        .forEach(name -> settings.add(new Setting(Kind.SYSCTL, "", name)));
    spec.levels()
        .settings()
        .offload()
        .features()
        .keySet()
        .forEach(name -> settings.add(new Setting(Kind.OFFLOAD, facts.underlayInterface(), name)));
    return List.copyOf(settings);
  }

  /** The tool that reads and writes it. */
  public String tool() {
    return switch (kind) {
      case SYSCTL -> "sysctl";
      case OFFLOAD -> "ethtool";
    };
  }

  /** Prints its value. */
  public List<String> look() {
    return switch (kind) {
      case SYSCTL -> List.of(tool(), "-n", name);
      case OFFLOAD -> List.of(tool(), "-k", device);
    };
  }

  /** Gives it a value. */
  public List<String> put(String value) {
    return switch (kind) {
      case SYSCTL -> List.of(tool(), "-w", name + "=" + value);
      case OFFLOAD -> List.of(tool(), "-K", device, name, value);
    };
  }

  /**
   * Its value.
   *
   * @param printed what {@link #look} printed
   * @throws IllegalArgumentException where that does not tell it
   */
  public String value(String printed) {
    return switch (kind) {
      case SYSCTL -> String.join(" ", printed.strip().split("\\s+", -1));
      case OFFLOAD -> offload(printed);
    };
  }

  /** How it is compared. */
  public String line(String value) {
    return "setting %s%s %s".formatted(device.isEmpty() ? "" : device + " ", name, value);
  }

  /** The first word behind the name; ethtool of CentOS 5 writes names with blanks. */
  private String offload(String printed) {
    String wanted = LONG_NAMES.getOrDefault(name, name);
    return printed
        .lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().replace(' ', '-').equals(wanted))
        .map(parts -> parts[1].strip().split(" ", 2)[0])
        .filter(value -> value.equals("on") || value.equals("off"))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "ethtool tells no %s (%s) of %s".formatted(name, wanted, device)));
  }
}
