package org.tunnelbench.hostagent.setting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    SYSCTL("sysctl"),
    /** An offload of a device. */
    OFFLOAD("ethtool");

    private final String tool;

    Kind(String tool) {
      this.tool = tool;
    }
  }

  /** What {@code ethtool -k} calls an offload that {@code ethtool -K} has a short name for. */
  private static final Map<String, String> LONG_NAMES = longNames();

  /** What {@code ethtool -k} adds where a feature waits for another to be switched on again. */
  private static final String REQUESTED = "[requested ";

  private static Map<String, String> longNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("rx", "rx-checksumming");
    names.put("tx", "tx-checksumming");
    names.put("sg", "scatter-gather");
    names.put("tso", "tcp-segmentation-offload");
    names.put("ufo", "udp-fragmentation-offload");
    names.put("gso", "generic-segmentation-offload");
    names.put("gro", "generic-receive-offload");
    names.put("lro", "large-receive-offload");
    names.put("rxvlan", "rx-vlan-offload");
    names.put("txvlan", "tx-vlan-offload");
    names.put("ntuple", "ntuple-filters");
    names.put("rxhash", "receive-hashing");
    return Collections.unmodifiableMap(names);
  }

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

  /**
   * The settings that an end names, and those that may change along with them: the kernel switches
   * off an offload whose groundwork another was, and before 2.6.39 does not switch it on again.
   */
  public static List<Setting> watched(EndpointSpec spec, HostFacts facts) {
    Set<Setting> watched = new LinkedHashSet<>(of(spec, facts));
    if (watched.stream().anyMatch(setting -> setting.kind == Kind.OFFLOAD)) {
      LONG_NAMES
          .keySet()
          .forEach(name -> watched.add(new Setting(Kind.OFFLOAD, facts.underlayInterface(), name)));
    }
    return List.copyOf(watched);
  }

  /**
   * Switches on the offloads of a device that are among these, in the order of their groundwork: a
   * command for each, since an ethtool of old stops at the first that the device refuses.
   */
  static List<List<String>> switchOn(String device, Set<String> names) {
    return LONG_NAMES.keySet().stream()
        .filter(names::contains)
        .map(name -> new Setting(Kind.OFFLOAD, device, name).put("on"))
        .toList();
  }

  /** The tool that reads and writes it. */
  public String tool() {
    return kind.tool;
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
   * Its value; absent where that is not told.
   *
   * @param printed what {@link #look} printed
   */
  public Optional<String> value(String printed) {
    return switch (kind) {
      case SYSCTL -> Optional.of(String.join(" ", printed.strip().split("\\s+", -1)));
      case OFFLOAD -> offload(printed);
    };
  }

  /** How it is compared. */
  public String line(String value) {
    return "setting %s%s %s".formatted(device.isEmpty() ? "" : device + " ", name, value);
  }

  /** The value of which a line tells; absent where the line is not this setting's. */
  public Optional<String> valueIn(String line) {
    String start = line("");
    return line.startsWith(start) ? Optional.of(line.substring(start.length())) : Optional.empty();
  }

  /** The first word behind the name; ethtool of CentOS 5 writes names with blanks. */
  private Optional<String> offload(String printed) {
    String wanted = LONG_NAMES.getOrDefault(name, name);
    return printed
        .lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().replace(' ', '-').equals(wanted))
        .map(parts -> asked(parts[1].strip()))
        .filter(value -> value.equals("on") || value.equals("off"))
        .findFirst();
  }

  /** What somebody asked for, where the device does another thing for the time being. */
  private static String asked(String said) {
    int requested = said.indexOf(REQUESTED);
    return requested < 0
        ? said.split(" ", 2)[0]
        : said.substring(requested + REQUESTED.length()).replace("]", "").strip();
  }
}
