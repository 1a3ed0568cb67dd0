package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which algorithms a session offers: JSch's own, and on legacy hosts those of their time. */
final class SshAlgorithms {
  private static final String HOST_KEYS = "server_host_key";
  private static final String CIPHERS = "aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc,blowfish-cbc";
  private static final String MACS = "hmac-sha1,hmac-sha1-96,hmac-md5,hmac-md5-96";

  /**
   * What OpenSSH 4.3 (CentOS 5) to 6.6 offer beyond what is still taken today, by the name of
   * JSch's setting; see sshd_config(5) of OpenSSH 4.3.
   */
  private static final Map<String, String> LEGACY =
      Map.of(
          "kex",
          "diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
          HOST_KEYS,
          "ssh-rsa,ssh-dss",
          "PubkeyAcceptedAlgorithms",
          "ssh-rsa,ssh-dss",
          "cipher.c2s",
          CIPHERS,
          "cipher.s2c",
          CIPHERS,
          "mac.c2s",
          MACS,
          "mac.s2c",
          MACS);

  /** Servers of old have no larger group in their moduli(5) than some that today is too small. */
  private static final String SMALLEST_LEGACY_GROUP = "1024";

  private static final String TOO_WEAK =
      ", which is too weak for today: write legacyAlgorithms: true for this server where it is"
          + " too old to know better";

  private SshAlgorithms() {}

  /** What is pinned of a server can only be proved by what is too weak for today. */
  static final class TooWeakException extends Exception {
    private static final long serialVersionUID = 1L;

    TooWeakException(String message) {
      super(message);
    }
  }

  /**
   * Makes a session offer them.
   *
   * @throws TooWeakException where none of them can prove the host key
   */
  static void choose(Session session, HostKeyCheck hostKey, boolean legacy)
      throws TooWeakException {
    Optional<List<String>> only = hostKey.algorithms(legacy);
    if (only.isPresent() && only.get().isEmpty()) {
      throw new TooWeakException(hostKey.expected() + TOO_WEAK);
    }
    if (legacy) {
      LEGACY.forEach(
          (setting, more) -> session.setConfig(setting, session.getConfig(setting) + "," + more));
      session.setConfig("dhgex_min", SMALLEST_LEGACY_GROUP);
    }
    only.ifPresent(names -> session.setConfig(HOST_KEYS, String.join(",", names)));
  }

  /** Why client and server found no algorithm that both speak, and what to do about it. */
  static String disagreement(
      JSchAlgoNegoFailException failed, HostKeyCheck hostKey, boolean legacy) {
    String kind = failed.getAlgorithmName();
    String offered = failed.getServerProposal();
    String what = "no common algorithm (%s): the server offers %s".formatted(kind, offered);
    List<String> old =
        kind.equals(HOST_KEYS) ? hostKey.algorithms(true).orElse(legacyOf(kind)) : legacyOf(kind);
    if (!legacy && haveCommon(old, offered)) {
      return what + TOO_WEAK;
    }
    return kind.equals(HOST_KEYS) ? what + "; " + hostKey.expected() : what;
  }

  private static List<String> legacyOf(String kind) {
    return Arrays.asList(LEGACY.getOrDefault(kind, "").split(",", -1));
  }

  private static boolean haveCommon(List<String> these, String those) {
    return Arrays.stream(those.split(",", -1)).anyMatch(these::contains);
  }
}
