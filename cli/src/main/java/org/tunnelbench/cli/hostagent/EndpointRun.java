package org.tunnelbench.cli.hostagent;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSecret;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.hostagent.apply.EndpointPlanner;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.plan.PlanText;
import org.tunnelbench.hostagent.service.OneEndpoint;
import org.tunnelbench.hostagent.setting.SettingValues;

/** Sets an end up and takes it down, and says what it does. */
final class EndpointRun {
  private final OneEndpoint endpoint;
  private final EndpointDocument document;
  private final Consumer<String> out;
  private Optional<HostFacts> facts = Optional.empty();
  private Optional<Report.EndpointDown> down = Optional.empty();

  EndpointRun(OneEndpoint endpoint, EndpointDocument document, Consumer<String> out) {
    this.endpoint = endpoint;
    this.document = document;
    this.out = out;
  }

  void reach() throws IOException, InterruptedException {
    HostFacts found = endpoint.reach();
    facts = Optional.of(found);
    out.accept(
        "# %s, %s, underlay on %s"
            .formatted(
                found.kernel(),
                found.tools().getOrDefault("ip", "no ip"),
                found.underlayInterface()));
  }

  /** Whether it stands and the other end answers. */
  boolean setUp(EndpointSpec spec) throws IOException, InterruptedException {
    out.accept("# set up");
    PlanText.setUp(plan(spec)).forEach(out);
    return switch (endpoint.setUp(spec)) {
      case OneEndpoint.Outcome.Ready(var report) -> {
        out.accept(
            "# the other end answers; MTU %d, %d packets in ESP"
                .formatted(report.mtu(), report.espPackets()));
        yield true;
      }
      case OneEndpoint.Outcome.Failed(var failure) -> {
        tell(failure);
        yield false;
      }
    };
  }

  /** Once: a run that is interrupted while it does so is not told to again. */
  synchronized Report.EndpointDown takeDown(EndpointSpec spec)
      throws IOException, InterruptedException {
    if (down.isPresent()) {
      return down.get();
    }
    out.accept("# take down");
    PlanText.takeDown(plan(spec)).forEach(out);
    Report.EndpointDown report = endpoint.takeDown(spec);
    down = Optional.of(report);
    report.failure().ifPresent(this::tell);
    report.differences().forEach(out);
    if (report.clean()) {
      out.accept("# the host is as it was");
    }
    return report;
  }

  private Plan plan(EndpointSpec spec) {
    return EndpointPlanner.plan(
        spec,
        facts.orElseThrow(),
        document.secret().map(EndpointSecret::secret),
        SettingValues.SHOWN);
  }

  private void tell(Failure failure) {
    out.accept("# " + failure.kind() + ": " + failure.message());
    failure.output().lines().forEach(out);
  }
}
