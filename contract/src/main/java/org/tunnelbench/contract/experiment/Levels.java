package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;

/**
 * One level of every factor: a cell, on whatever pair it is measured.
 *
 * @param policies always {@link PolicyTool#IP_XFRM} where there is no protection, which makes cells
 *     that differ in nothing equal
 * @param keying likewise always {@link Keying#MANUAL}
 */
public record Levels(
    TunnelKind tunnel,
    InnerSide inner,
    LocalAddress local,
    Protection protection,
    PolicyTool policies,
    Keying keying,
    Mtu mtu,
    TunnelOptions options,
    HostSettings settings) {
  /**
   * Where policies came by netlink after it had started, racoon 0.9.1 was seen on Linux 5.10 to
   * take the kernel's wishes for associations and do nothing.
   */
  static final String RACOON_RULE =
      "must be setkey where keying is racoon, which is told of policies by PF_KEY";

  public Levels {
    InvalidValueException.unless(
        inner == InnerSide.DIRECT || tunnel == TunnelKind.GRETAP,
        "inner",
        inner,
        "must be direct where the tunnel is "
            + tunnel
            + ": only gretap carries Ethernet frames and can be bridged");
    options.requireFor(tunnel);
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
    boolean unprotected = protection.equals(Protection.NONE);
    policies = unprotected ? PolicyTool.IP_XFRM : policies;
    keying = unprotected ? Keying.MANUAL : keying;
    InvalidValueException.unless(
        keying != Keying.RACOON || policies == PolicyTool.SETKEY,
        "policies",
        policies,
        RACOON_RULE);
  }

  /** A cell whose associations are keyed by hand, with the defaults of all further factors. */
  public Levels(
      TunnelKind tunnel, InnerSide inner, LocalAddress local, Protection protection, Mtu mtu) {
    this(
        tunnel,
        inner,
        local,
        protection,
        PolicyTool.IP_XFRM,
        Keying.MANUAL,
        mtu,
        TunnelOptions.DEFAULT,
        HostSettings.DEFAULT);
  }

  /** A tunnel with the defaults of all other factors, its own inner side apart: that is direct. */
  public static Levels direct(TunnelKind tunnel) {
    return new Levels(tunnel, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT);
  }

  /** The same cell with another protection, as these tools set it up. */
  public Levels protectedBy(Protection other, PolicyTool tool, Keying keyed) {
    return new Levels(tunnel, inner, local, other, tool, keyed, mtu, options, settings);
  }

  /** The same cell with other options of its tunnel. */
  public Levels with(TunnelOptions other) {
    return new Levels(tunnel, inner, local, protection, policies, keying, mtu, other, settings);
  }

  /** The same cell with other settings of its hosts. */
  public Levels with(HostSettings other) {
    return new Levels(tunnel, inner, local, protection, policies, keying, mtu, options, other);
  }

  /** The inner side that a tunnel has where a document names none. */
  public static InnerSide defaultInner(TunnelKind tunnel) {
    return tunnel == TunnelKind.GRETAP ? InnerSide.BRIDGED : InnerSide.DIRECT;
  }

  /** The tool that writes policies where a document names none. */
  public static PolicyTool defaultPolicies(Keying keying) {
    return keying == Keying.RACOON ? PolicyTool.SETKEY : PolicyTool.IP_XFRM;
  }

  /** Whether the tunnel runs inside ESP. */
  @JsonIgnore
  public boolean isProtected() {
    return protection instanceof Protection.Esp;
  }

  /** The same cell without protection: what a protected cell's ratio is taken of. */
  public Levels unprotected() {
    return protectedBy(Protection.NONE, PolicyTool.IP_XFRM, Keying.MANUAL);
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
    levels.put("policies", policies.toString());
    levels.put("keying", keying.toString());
    levels.put("mtu", mtu.toString());
    levels.put("ttl", options.ttl().toString());
    levels.put("key", options.key().toString());
    levels.put("pmtudisc", options.pmtudisc().toString());
    levels.put("offload", settings.offload().toString());
    levels.put("sysctl", settings.sysctl().toString());
    return levels;
  }

  /**
   * The cell in one line, as {@code gretap bridged local=set esp/null/hmac-md5 mtu=1300}; of the
   * further factors those that are not at their default.
   */
  public String label() {
    StringBuilder label =
        new StringBuilder("%s %s local=%s %s".formatted(tunnel, inner, local, protection));
    if (policies != PolicyTool.IP_XFRM) {
      label.append(" policies=").append(policies);
    }
    if (keying != Keying.MANUAL) {
      label.append(" keying=").append(keying);
    }
    label.append(" mtu=").append(mtu);
    Levels plain = with(TunnelOptions.DEFAULT).with(HostSettings.DEFAULT);
    Map<String, String> defaults = plain.byFactor();
    byFactor()
        .forEach(
            (factor, level) -> {
              if (!level.equals(defaults.get(factor))) {
                label.append(' ').append(factor).append('=').append(level);
              }
            });
    return label.toString();
  }
}
