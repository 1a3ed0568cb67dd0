package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  private SshAlgorithms() {}

  static void choose(Session session, HostKeyCheck hostKey, boolean legacy) {
    if (legacy) {
      LEGACY.forEach(
          (setting, more) -> session.setConfig(setting, session.getConfig(setting) + "," + more));
      session.setConfig("dhgex_min", SMALLEST_LEGACY_GROUP);
    }
    hostKey.algorithms(legacy).ifPresent(only -> session.setConfig(HOST_KEYS, only));
  }

  /** Why client and server found no algorithm that both speak, and what to do about it. */
  static String disagreement(
      JSchAlgoNegoFailException failed, HostKeyCheck hostKey, boolean legacy) {
    String kind = failed.getAlgorithmName();
    String offered = failed.getServerProposal();
    String what = "no common algorithm (%s): the server offers %s".formatted(kind, offered);
    String old =
        kind.equals(HOST_KEYS)
            ? hostKey.algorithms(true).orElse(LEGACY.getOrDefault(kind, ""))
            : LEGACY.getOrDefault(kind, "");
    if (!legacy && haveCommon(old, offered)) {
      return what
          + ", which is too weak for today: write legacyAlgorithms: true for this server where it is"
          + " too old to know better";
    }
    return kind.equals(HOST_KEYS) ? what + "; " + hostKey.expected() : what;
  }

  private static boolean haveCommon(String these, String those) {
    List<String> first = Arrays.asList(these.split(",", -1));
    return Arrays.stream(those.split(",", -1)).anyMatch(first::contains);
  }
}
