package org.tunnelbench.hostagent.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.TunnelDevice;

/**
 * Names and numbers of what an attempt makes on a host, derived from the two alone, so that they
 * are known without asking.
 *
 * @param prefix of every name: {@code tb} and six hexadecimal digits, so that with its ending a
 *     device's name keeps within the kernel's 15 characters (IFNAMSIZ)
 * @param requestId that ties policies to associations, 1 to 16383: what both ip-xfrm(8) and
 *     setkey(8) let a user choose (IPSEC_MANUAL_REQID_MAX)
 */
public record TrialNames(String prefix, int requestId) {
  /**
   * Below which all files on hosts stand; a folder since the FHS 2.2 that CentOS 5 and 6 have, and
   * a link to /run on today's hosts.
   */
  public static final String RUN = "/var/run/";

  private static final int HASH_BYTES = 3;
  private static final int MOST_REQUEST_ID = 0x3fff;

  public TrialNames {
    InvalidValueException.unless(
        prefix.matches("tb[0-9a-f]{6}"), "prefix", prefix, "must be tb and six hexadecimal digits");
    InvalidValueException.unless(
        requestId >= 1 && requestId <= MOST_REQUEST_ID,
        "request id",
        requestId,
        "must be from 1 to " + MOST_REQUEST_ID);
  }

  /**
   * The names of an attempt on one of its hosts: two hosts that are namespaces of one machine share
   * its files.
   */
  public static TrialNames of(Attempt attempt, HostName host) {
    byte[] hash = sha256(attempt + " " + host);
    int number = ByteBuffer.wrap(hash, HASH_BYTES, Integer.BYTES).getInt();
    return new TrialNames(
        TunnelDevice.PREFIX + HexFormat.of().formatHex(hash, 0, HASH_BYTES),
        1 + Math.floorMod(number, MOST_REQUEST_ID));
  }

  /** The tunnel's device. */
  public String tunnel() {
    return prefix + TunnelDevice.SUFFIX;
  }

  /** The bridge of the tunnel and the inner end of the veth pair. */
  public String bridge() {
    return prefix + "-br";
  }

  /** The end of the veth pair that is bridged. */
  public String bridgedEnd() {
    return prefix + "-in";
  }

  /** The end of the veth pair that carries the inner address. */
  public String outerEnd() {
    return prefix + "-out";
  }

  /** A file that {@code ip -batch} reads, in a folder of its own on the host. */
  public String batchFile() {
    return RUN + prefix + "/ip-batch";
  }

  /** A file that {@code setkey -f} reads, in a folder of its own on the host. */
  public String setkeyFile() {
    return RUN + prefix + "-sadb/setkey";
  }

  /** The folder of what undoes by setkey. */
  public String setkeyFolder() {
    return RUN + prefix + "-setkey";
  }

  /** The folder of a daemon that negotiates keys. */
  public String ikeFolder() {
    return RUN + prefix + "-ike";
  }

  /** The folder of the undo timer on the host. */
  public String undoTimerFolder() {
    return RUN + prefix + "-undo";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
