package org.tunnelbench.hostagent.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.IpVersion;

/**
 * Reads what an ip(8) prints that knows no JSON, from CentOS 5 on, and busybox's: made into the
 * entries that newer ones print as JSON, so that both read alike. Each answer that is not in that
 * form is an IllegalArgumentException.
 */
public final class IpText {
  /** Prints devices with their addresses, on every version. */
  public static final List<String> ADDRESSES = List.of("ip", "address", "show");

  /** Prints the routes of all tables. */
  public static final List<String> ROUTES = List.of("ip", "route", "show", "table", "all");

  /**
   * Prints the tunnels of {@code ip tunnel}: their ends, where {@link #links} does not tell them
   * since ip or kernel is too old.
   */
  public static final List<String> TUNNELS = List.of("ip", "tunnel", "show");

  private IpText() {}

  /** Prints devices, with their types where this ip can. */
  public static List<String> linksCommand(IpVersion ip) {
    List<String> argv = new ArrayList<>(List.of("ip"));
    if (ip.printsDetails()) {
      argv.add("-d");
    }
    argv.addAll(List.of("link", "show"));
    return List.copyOf(argv);
  }

  /**
   * The devices.
   *
   * @param links of {@link #linksCommand}
   * @param tunnels of {@link #TUNNELS}; may be empty
   */
  public static List<Link> links(String links, String tunnels) {
    return IpOutput.links(DeviceText.entries(links, TunnelText.entries(tunnels)));
  }

  /** The addresses of {@link #ADDRESSES}; those that routers hand out are left out. */
  public static List<Address> addresses(String text) {
    return IpOutput.addresses(DeviceText.entries(text, TunnelText.entries("")));
  }

  /** The routes of {@link #ROUTES}. */
  public static List<Route> routes(String text) {
    return IpOutput.routes(RouteText.entries(text));
  }
}
