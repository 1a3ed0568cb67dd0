package org.tunnelbench.cli.lab;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.message.HostStatus;

/** Waits until the agent has looked at every host. */
public final class HostsReady {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private HostsReady() {}

  /**
   * Waits.
   *
   * @param hosts how many the lab has
   * @throws FailedException where one was not fit in time; tells which, and why
   */
  public static void await(ControllerClient controller, int hosts)
      throws ControllerException, RefusedException, FailedException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    List<HostStatus> known = controller.hosts();
    while (known.stream().filter(HostsReady::isAvailable).count() < hosts) {
      if (System.nanoTime() > deadline) {
        throw new FailedException(
            "the agent has not found all %d hosts fit within %d s; %s"
                .formatted(hosts, LONGEST_WAIT.toSeconds(), describe(known)));
      }
      Thread.sleep(BETWEEN_LOOKS);
      known = controller.hosts();
    }
  }

  /**
   * Waits until the agent has told of every host, fit for trials or not.
   *
   * @return what it told, in the order of their names
   * @throws FailedException where it did not tell of all in time
   */
  public static List<HostStatus> awaitTold(ControllerClient controller, int hosts)
      throws ControllerException, RefusedException, FailedException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    List<HostStatus> known = controller.hosts();
    while (known.size() < hosts) {
      if (System.nanoTime() > deadline) {
        throw new FailedException(
            "the agent has told of %d of %d hosts within %d s: its log tells more"
                .formatted(known.size(), hosts, LONGEST_WAIT.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
      known = controller.hosts();
    }
    return known.stream().sorted(Comparator.comparing(host -> host.host().value())).toList();
  }

  /** How a host is, in a line. */
  public static String line(HostStatus host) {
    String kernel =
        host.facts().map(facts -> " (Linux %s)".formatted(facts.kernelRelease())).orElse("");
    return isAvailable(host)
        ? host.host() + kernel + " is fit for trials"
        : host.host() + kernel + " is not fit for trials: " + host.reason();
  }

  private static boolean isAvailable(HostStatus host) {
    return host.condition() == HostCondition.AVAILABLE;
  }

  private static String describe(List<HostStatus> known) {
    String unfit =
        known.stream()
            .filter(host -> !isAvailable(host))
            .map(host -> host.host() + ": " + host.reason())
            .collect(Collectors.joining("; "));
    return unfit.isEmpty() ? "it has told of " + known.size() : unfit;
  }
}
