package org.tunnelbench.throughputprobe.traffic;

import java.util.List;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Command;
import org.tunnelbench.throughputprobe.traffic.iperf3.Iperf3Version;
import org.tunnelbench.throughputprobe.traffic.shell.IperfCommand;
import org.tunnelbench.throughputprobe.traffic.shell.ShellTraffic;

/** What makes and counts traffic on a host; all print what iperf3 prints. */
public sealed interface TrafficTool {
  /**
   * A tool by its name.
   *
   * @param name of {@link TrafficSpec#TOOLS}
   * @param versionLine what a host says of it; may be empty
   */
  static TrafficTool of(String name, String versionLine) {
    return switch (name) {
      case TrafficSpec.SHELL -> new Shell();
      case TrafficSpec.IPERF -> new Iperf(versionLine);
      default ->
          new Iperf3(Iperf3Version.parse(versionLine).orElse(new Iperf3Version("unknown", 0)));
    };
  }

  /** The line that names its version. */
  String line();

  /** What makes or counts one end's traffic. */
  List<String> argv(End end, TrafficEnd traffic);

  /** iperf3 of a version. */
  record Iperf3(Iperf3Version version) implements TrafficTool {
    @Override
    public String line() {
      return version.line();
    }

    @Override
    public List<String> argv(End end, TrafficEnd traffic) {
      return end == End.RECEIVER
          ? Iperf3Command.receiver(traffic, version)
          : Iperf3Command.sender(traffic, version);
    }
  }

  /** iperf of version 2. */
  record Iperf(String line) implements TrafficTool {
    @Override
    public List<String> argv(End end, TrafficEnd traffic) {
      return end == End.RECEIVER ? IperfCommand.receiver(traffic) : IperfCommand.sender(traffic);
    }
  }

  /** The host's shell. */
  record Shell() implements TrafficTool {
    @Override
    public String line() {
      return "shell, counting by the interface";
    }

    @Override
    public List<String> argv(End end, TrafficEnd traffic) {
      return ShellTraffic.argv(end, traffic);
    }
  }
}
