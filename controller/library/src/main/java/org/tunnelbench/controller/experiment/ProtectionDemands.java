package org.tunnelbench.controller.experiment;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Encryption;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.IpVersion;
import org.tunnelbench.contract.host.KernelRelease;

/**
 * What protection demands of the hosts. Facts that tell nothing of algorithms refuse none.
 *
 * @param field of the block
 */
record ProtectionDemands(AskedHosts hosts, String field) {
  /** What the kernel takes where ip does not say how many bits of a hash are sent. */
  private static final int UNTOLD_TRUNCATION_BITS = 96;

  /** ESP with these algorithms, however it is keyed. */
  void of(Protection.Esp esp) {
    String protection = field + ".protection";
    hosts.module(protection, "esp4", esp.toString());
    hosts.module(protection, "xfrm_user", esp.toString());
    algorithms(protection, esp);
    if (esp.encryption().authenticates()) {
      hosts.release(protection, esp.toString(), KernelRelease.FIRST_WITH_AEAD);
    }
  }

  /** The tools that write a protected cell's policies and keys. */
  void of(Levels cell) {
    Protection.Esp esp = (Protection.Esp) cell.protection();
    if (cell.policies() == PolicyTool.SETKEY) {
      hosts.tool(field + ".policies", "setkey", "writes policies and associations");
      if (cell.keying() == Keying.MANUAL && esp.encryption().setkeyName().isEmpty()) {
        cannot(field + ".policies", "setkey", esp);
      }
    }
    if (cell.policies() == PolicyTool.IP_XFRM) {
      hosts.ip(
          field + ".policies",
          IpVersion::knowsXfrm,
          "whose ip knows no xfrm: install iproute2 there, or name setkey as policies");
      if (cell.keying() == Keying.MANUAL) {
        esp.authentication().ifPresent(hash -> truncation(field + ".policies", hash));
        emptyKey(field + ".policies", esp);
      }
    }
    if (cell.keying().negotiates()) {
      hosts.ip(
          field + ".keying",
          IpVersion::knowsXfrm,
          "whose ip knows no xfrm, by which the associations that a daemon made are removed: install"
              + " iproute2 there, or key by hand");
    }
    cell.keying().tools().forEach(name -> hosts.tool(field + ".keying", name, "negotiates keys"));
    if (cell.keying() == Keying.RACOON) {
      hosts.tool(field + ".keying", "racoonctl", "says why racoon brings no keys");
      if (esp.encryption().racoonName().isEmpty()) {
        cannot(field + ".keying", "racoon", esp);
      }
    }
  }

  /** The length that an old ip leaves to the kernel. */
  private void truncation(String field, Authentication hash) {
    if (hash.truncationBits() == UNTOLD_TRUNCATION_BITS) {
      return;
    }
    hosts.ip(
        field,
        version -> !version.knowsXfrm() || version.truncatesAuthentication(),
        "which cannot truncate %s to %d bits: write policies by setkey, or leave %s out"
            .formatted(hash, hash.truncationBits(), hash));
  }

  /** The key of a cipher that has none, which an old ip cannot be given. */
  private void emptyKey(String field, Protection.Esp esp) {
    if (esp.encryption() != Encryption.NULL) {
      return;
    }
    hosts.ip(
        field,
        version -> !version.knowsXfrm() || version.quotesInBatches(),
        "which before 4.3 cannot be given the empty key of %s: write policies by setkey, install a newer iproute2 there, or leave %s out"
            .formatted(esp, esp));
  }

  private void cannot(String field, String tool, Protection.Esp esp) {
    hosts.refuse(
        field, "%s knows no %s: give %s a block of its own".formatted(tool, esp.encryption(), esp));
  }

  private void algorithms(String field, Protection.Esp esp) {
    List<String> encryption = providers(esp.encryption());
    Optional<List<String>> authentication = esp.authentication().map(ProtectionDemands::providers);
    for (HostFacts host : hosts.all()) {
      if (!provides(host, encryption)) {
        refuseAlgorithm(field, host, esp.encryption().kernelName(), esp);
      }
      if (!authentication.map(names -> provides(host, names)).orElse(true)) {
        refuseAlgorithm(
            field, host, esp.authentication().map(Authentication::kernelName).orElse(""), esp);
      }
    }
  }

  private void refuseAlgorithm(String field, HostFacts host, String name, Protection.Esp esp) {
    hosts.refuse(
        field,
        host,
        "has no algorithm %s in its kernel, which %s needs: leave %s out"
            .formatted(name, esp, esp));
  }

  /** Templates such as hmac(md5) appear in /proc/crypto only once they are used: ask for less. */
  private static boolean provides(HostFacts host, List<String> names) {
    return host.cryptoDrivers().isEmpty()
        || names.stream()
            .anyMatch(
                name -> host.cryptoDrivers().containsKey(name) || host.modules().contains(name));
  }

  private static List<String> providers(Encryption encryption) {
    return switch (encryption) {
      case NULL -> List.of("ecb(cipher_null)", "cipher_null", "crypto_null");
      case AES_128_CBC -> List.of("cbc(aes)", "aes", "aes_generic");
      case AES_128_GCM -> List.of("rfc4106(gcm(aes))", "gcm(aes)", "aes", "aes_generic");
    };
  }

  private static List<String> providers(Authentication authentication) {
    return switch (authentication) {
      case HMAC_MD5 -> List.of("hmac(md5)", "md5");
      case HMAC_SHA1 -> List.of("hmac(sha1)", "sha1", "sha1_generic");
      case HMAC_SHA256 -> List.of("hmac(sha256)", "sha256", "sha256_generic");
    };
  }
}
