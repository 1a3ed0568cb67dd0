package org.tunnelbench.contract.host;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an agent found on a host, before any trial touched it.
 *
 * @param kernelRelease as {@code uname -r} prints it
 * @param kernelBuild the build's own identity, from /proc/version, such as {@code 5.10.46-4}
 * @param tools version line by tool ({@code ip}, {@code iperf3}, {@code setkey}, {@code ping}, …);
 *     a tool that is absent is not in the map
 * @param modules modules loaded, or built in, that tunnels and ESP need
 * @param loadedModules those of them that the agent loaded itself
 * @param fallbackDevices devices such as gre0 that modules brought along
 * @param cryptoDrivers driver by algorithm, from /proc/crypto
 * @param underlayInterface name of the interface that holds the underlay address
 * @param underlayMtu that interface's MTU in bytes
 * @param publicKey the agent's public key, for which secrets are sealed: a Tink keyset in base64
 */
public record HostFacts(
    HostName host,
    String kernelRelease,
    String kernelBuild,
    Map<String, String> tools,
    Set<String> modules,
    Set<String> loadedModules,
    List<String> fallbackDevices,
    Map<String, String> cryptoDrivers,
    Ipv4Address underlay,
    String underlayInterface,
    int underlayMtu,
    String publicKey) {
  public HostFacts {
    // Sorted, so that equal facts are written in equal words.
    tools = Collections.unmodifiableMap(new TreeMap<>(tools));
    modules = Collections.unmodifiableSet(new TreeSet<>(modules));
    loadedModules = Collections.unmodifiableSet(new TreeSet<>(loadedModules));
    fallbackDevices = List.copyOf(fallbackDevices);
    cryptoDrivers = Collections.unmodifiableMap(new TreeMap<>(cryptoDrivers));
  }

  /**
   * The kernel as results name it: the release, then the build, as {@code 5.10.46 (5.10.46-4)}.
   * Versions mislead, builds do not.
   */
  public String kernel() {
    return kernelBuild.isBlank() || kernelBuild.equals(kernelRelease)
        ? kernelRelease
        : kernelRelease + " (" + kernelBuild + ")";
  }

  /** What its ip(8) can do. */
  public IpVersion ipVersion() {
    return IpVersion.parse(tools.getOrDefault("ip", ""));
  }
}
