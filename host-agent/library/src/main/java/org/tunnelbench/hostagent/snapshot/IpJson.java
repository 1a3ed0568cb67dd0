package org.tunnelbench.hostagent.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.Json;

/**
 * Reads what {@code ip -d -j address show} and {@code ip -j route show table all} print; each
 * answer that is not in that form is an IllegalArgumentException.
 */
public final class IpJson {
  /** Prints devices with their addresses. */
  public static final List<String> ADDRESSES = List.of("ip", "-d", "-j", "address", "show");

  /** Prints the routes of all tables. */
  public static final List<String> ROUTES = List.of("ip", "-j", "route", "show", "table", "all");

  private IpJson() {}

  /** The devices of {@link #ADDRESSES}. */
  public static List<Link> links(String json) {
    return IpOutput.links(entries(json));
  }

  /** The addresses of {@link #ADDRESSES}; those that routers hand out are left out. */
  public static List<Address> addresses(String json) {
    return IpOutput.addresses(entries(json));
  }

  /** The routes of {@link #ROUTES}. */
  public static List<Route> routes(String json) {
    return IpOutput.routes(entries(json));
  }

  /** The array's entries; iproute2 prints {@code [{}]} or nothing where there is none. */
  private static List<JsonNode> entries(String json) {
    try {
      List<JsonNode> entries = new ArrayList<>();
      Json.MAPPER.readTree(json.isBlank() ? "[]" : json).forEach(entries::add);
      entries.removeIf(JsonNode::isEmpty);
      return entries;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not the JSON that ip prints: " + e.getOriginalMessage(), e);
    }
  }
}
