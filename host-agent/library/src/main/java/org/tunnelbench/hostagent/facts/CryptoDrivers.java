package org.tunnelbench.hostagent.facts;

import java.util.Map;
import java.util.TreeMap;

/** Which driver the kernel would take for an algorithm, out of /proc/crypto. */
final class CryptoDrivers {
  private CryptoDrivers() {}

  /** The driver of the highest priority by algorithm, as the crypto API chooses it. */
  static Map<String, String> parse(String procCrypto) {
    Map<String, String> drivers = new TreeMap<>();
    Map<String, Integer> priorities = new TreeMap<>();
    String name = "";
    String driver = "";
    for (String line : procCrypto.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).strip()) {
        case "name" -> name = value;
        case "driver" -> driver = value;
        case "priority" -> {
          int priority = Integer.parseInt(value);
          if (priority >= priorities.getOrDefault(name, Integer.MIN_VALUE)) {
            priorities.put(name, priority);
            drivers.put(name, driver);
          }
        }
        default -> {}
      }
    }
    return drivers;
  }
}
