package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.ChannelExec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pseudo-terminal that passes every byte as it is, in both directions, from its first moment: its
 * modes come with the request for it (RFC 4254, section 8), as {@code stty raw -echo} would set
 * them when it is too late for what was sent before.
 */
final class RawTerminal {
  private static final int END_OF_MODES = 0;
  private static final int EIGHT_BITS = 91;

  /** ISTRIP, INLCR, IGNCR, ICRNL, IUCLC, IXON, IXANY, IXOFF and IMAXBEL. */
  private static final int FIRST_INPUT_MODE = 33;

  private static final int LAST_INPUT_MODE = 41;

  /** ISIG, ICANON, XCASE, the kinds of ECHO, NOFLSH, TOSTOP, IEXTEN, ECHOCTL, ECHOKE and PENDIN. */
  private static final int FIRST_LOCAL_MODE = 50;

  private static final int LAST_LOCAL_MODE = 62;

  /** OPOST, OLCUC, ONLCR, OCRNL, ONOCR and ONLRET. */
  private static final int FIRST_OUTPUT_MODE = 70;

  private static final int LAST_OUTPUT_MODE = 75;

  private RawTerminal() {}

  /** Asks for one with a channel that is not connected yet. */
  static void ask(ChannelExec channel) {
    channel.setPty(true);
    channel.setPtyType("dumb");
    channel.setTerminalMode(modes());
  }

  private static byte[] modes() {
    Map<Integer, Integer> modes = new TreeMap<>();
    off(modes, FIRST_INPUT_MODE, LAST_INPUT_MODE);
    off(modes, FIRST_LOCAL_MODE, LAST_LOCAL_MODE);
    off(modes, FIRST_OUTPUT_MODE, LAST_OUTPUT_MODE);
    modes.put(EIGHT_BITS, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<Integer, Integer> mode : modes.entrySet()) {
        out.writeByte(mode.getKey());
        out.writeInt(mode.getValue());
      }
      out.writeByte(END_OF_MODES);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory takes every byte", impossible);
    }
    return bytes.toByteArray();
  }

  private static void off(Map<Integer, Integer> modes, int first, int last) {
    for (int mode = first; mode <= last; mode++) {
      modes.put(mode, 0);
    }
  }
}
