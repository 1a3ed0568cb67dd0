package org.tunnelbench.lab.guest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.LabFolders;

/**
 * Guests that the tests of a JVM share: started when first asked for, ended with the JVM. A test
 * that crashes guests starts a {@link Lab} of its own.
 */
public final class LabForTests {
  /** Names the folder of the tools that the guests are to have; empty for none. */
  private static final String IPSEC_TOOLS = "tunnelbench.ipsec-tools";

  private static final ConcurrentMap<String, Lab> LABS = new ConcurrentHashMap<>();

  private LabForTests() {}

  /** The fleet of one pair with this kernel, such as {@code 6.1}, the sender first. */
  public static FleetDocument pair(String series) {
    return LABS.computeIfAbsent(series, LabForTests::start).guests().fleet();
  }

  private static Lab start(String series) {
    try {
      Lab lab =
          Lab.start(
              LabFolders.ofThisProcess(),
              List.of(series),
              ipsecTools(),
              System.out::println,
              exit -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lab)));
      return lab;
    } catch (LabException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the lab started", interrupted);
    }
  }

  private static Optional<IpsecTools> ipsecTools() throws LabException {
    String folder = System.getProperty(IPSEC_TOOLS, "");
    return folder.isEmpty() ? Optional.empty() : Optional.of(IpsecTools.in(Path.of(folder)));
  }

  private static void end(Lab lab) {
    try {
      lab.close();
    } catch (LabException leftForTheNextSweep) {
      System.out.println(leftForTheNextSweep.getMessage());
    }
  }
}
