package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;

/** One level of every factor: a cell, on whatever pair it is measured. */
public record Levels(
    TunnelKind tunnel,
    InnerSide inner,
    LocalAddress local,
    Protection protection,
    Keying keying,
    Mtu mtu) {
  public Levels {
    InvalidValueException.unless(
        inner == InnerSide.DIRECT || tunnel == TunnelKind.GRETAP,
        "inner",
        inner,
        "must be direct where the tunnel is "
            + tunnel
            + ": only gretap carries Ethernet frames and can be bridged");
    if (tunnel == TunnelKind.NONE) {
      InvalidValueException.unless(
          local == LocalAddress.SET, "local", local, "must be left out where the tunnel is none");
      InvalidValueException.unless(
          mtu.equals(Mtu.DEFAULT),
          "mtu",
          mtu,
          "must be default where the tunnel is none: the underlay is not changed");
      InvalidValueException.unless(
          protection.equals(Protection.NONE),
          "protection",
          protection,
          "must be none where the tunnel is none: ESP is selected by the tunnel's IP protocol");
    }
  }

  /** A cell whose associations are keyed by hand. */
  public Levels(
      TunnelKind tunnel, InnerSide inner, LocalAddress local, Protection protection, Mtu mtu) {
    this(tunnel, inner, local, protection, Keying.MANUAL, mtu);
  }

  /** The inner side that a tunnel has where a document names none. */
  public static InnerSide defaultInner(TunnelKind tunnel) {
    return tunnel == TunnelKind.GRETAP ? InnerSide.BRIDGED : InnerSide.DIRECT;
  }

  /** Whether the tunnel runs inside ESP. */
  @JsonIgnore
  public boolean isProtected() {
    return protection instanceof Protection.Esp;
  }

  /** The same cell without protection: what a protected cell's ratio is taken of. */
  public Levels unprotected() {
    return new Levels(tunnel, inner, local, Protection.NONE, keying, mtu);
  }

  /**
   * Every factor's level by the factor's name, defaults included, in the order documents list them.
   */
  public Map<String, String> byFactor() {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("tunnel", tunnel.toString());
    levels.put("inner", inner.toString());
    levels.put("local", local.toString());
    levels.put("protection", protection.toString());
    levels.put("keying", keying.toString());
    levels.put("mtu", mtu.toString());
    return levels;
  }

  /** The cell in one line, as {@code gretap bridged local=set esp/null/hmac-md5 mtu=1300}. */
  public String label() {
    return "%s %s local=%s %s mtu=%s".formatted(tunnel, inner, local, protection, mtu);
  }
}
