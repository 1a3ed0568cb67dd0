package org.tunnelbench.throughputprobe.traffic.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;

/**
 * Traffic by what a POSIX shell, ip(8) and /proc can do: from the sender UDP by bash, or a stream
 * by nc, or echo requests; and at both ends the byte counter of the interface that carries the
 * traffic's address. All that differs from one traffic to another are the script's arguments.
 */
public final class ShellTraffic {
  private static final String SCRIPT = read();

  /** Milliseconds of one tick of the script's clock, which is that of /proc/uptime. */
  private static final int TICK = 10;

  private ShellTraffic() {}

  /** The argv of an end. */
  public static List<String> argv(End end, TrafficEnd traffic) {
    return List.of(
        "sh",
        "-c",
        SCRIPT,
        "tunnelbench-traffic",
        end == End.SENDER ? "send" : "receive",
        traffic.address().toString(),
        traffic.peer().toString(),
        Integer.toString(traffic.port()),
        Integer.toString(traffic.traffic().seconds() * 1000 / TICK),
        Long.toString(traffic.traffic().interval().toMillis() / TICK),
        Integer.toString(traffic.traffic().streams()));
  }

  private static String read() {
    try (InputStream script = ShellTraffic.class.getResourceAsStream("traffic.sh")) {
      if (script == null) {
        throw new IllegalStateException("traffic.sh is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("traffic.sh", unreadable);
    }
  }
}
