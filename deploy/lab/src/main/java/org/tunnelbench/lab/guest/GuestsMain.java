package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.LabFolders;

/**
 * Starts guests for someone who develops with them, prints how to log in, and ends them at the end
 * of standard input. Arguments: the kernels, such as {@code 6.1 7.2}; none for all.
 */
public final class GuestsMain {
  private GuestsMain() {}

  public static void main(String[] arguments)
      throws LabException, IOException, InterruptedException {
    PrintStream out = System.out;
    try (Lab lab =
        Lab.start(
            LabFolders.ofThisProcess(),
            List.of(arguments),
            out::println,
            exit -> out.println(exit.describe()))) {
      for (Guest guest : lab.guests().guests()) {
        SshServerEntry ssh = guest.entry().ssh().orElseThrow().server();
        out.printf(
            "ssh -p %d -i %s -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no %s@%s"
                + "   # %s, Linux %s, underlay %s%n",
            ssh.port(),
            lab.run().keys().resolve(RunningGuests.KEY),
            ssh.user(),
            ssh.address(),
            guest.name(),
            guest.kernel().build(),
            guest.entry().underlay());
      }
      out.println(lab.run().fleetFile());
      out.println("End of input (Ctrl-D) ends the guests.");
      System.in.transferTo(PrintStream.nullOutputStream());
    }
  }
}
