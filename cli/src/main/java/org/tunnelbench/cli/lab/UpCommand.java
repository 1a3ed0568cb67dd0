package org.tunnelbench.cli.lab;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.Terminal;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.LocalLab;
import org.tunnelbench.lab.fleet.RunningLabs;
import org.tunnelbench.lab.run.LabFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a lab that stays. */
@Command(
    name = "up",
    description = {
      "Starts a lab, guests and fleet, that stays until it is taken down;",
      "with --hosts, a fleet for hosts of your own."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class UpCommand implements Callable<Integer> {
  @Mixin private LabOption lab = new LabOption();
  @Mixin private KernelsOption kernels = new KernelsOption();
  @Mixin private IpsecToolsOption ipsecTools = new IpsecToolsOption();
  @Mixin private HostsOption hosts = new HostsOption();
  @Mixin private WithOption with = new WithOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    LabFolders folders = LabFolders.ofThisProcess();
    Optional<LabRecord> running = RunningLabs.of(folders).find(lab.name());
    if (running.isPresent()) {
      throw new FailedException(
          "a lab named %s runs already: end it by ./tunnelbench down --lab %s, or give this one another --lab NAME"
              .formatted(lab.name(), lab.name()));
    }
    with.check();
    Optional<FleetDocument> own = hosts.fleet(kernels);
    try (Progress progress = Terminal.progress(out, spec.commandLine().getErr(), false);
        LocalLab started =
            LocalLab.open(folders, lab.name(), Installation.current().products(), progress::note)) {
      with.tell(started);
      Interruption.guard(
              started::close, () -> own.isPresent() ? serve(started, own.get()) : start(started))
          .forEach(out::println);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private List<String> start(LocalLab starting) throws Exception {
    LabRecord ready = starting.start(kernels.kernels(), ipsecTools.tools());
    HostsReady.await(ControllerClient.of(ready), ready.hosts());
    starting.detach();
    List<String> told = new ArrayList<>();
    told.add(
        "Lab %s is up with kernels %s; its controller is at %s"
            .formatted(ready.name(), String.join(", ", ready.kernels()), ready.controller()));
    told.add(page(ready));
    told.addAll(prometheus(ready));
    return told;
  }

  private static List<String> serve(LocalLab starting, FleetDocument fleet) throws Exception {
    LabRecord ready = starting.serve(fleet);
    List<String> told = new ArrayList<>();
    HostsReady.awaitTold(ControllerClient.of(ready), ready.hosts())
        .forEach(host -> told.add(HostsReady.line(host)));
    starting.detach();
    told.add(
        "Lab %s is up for %d hosts of your own; its controller is at %s"
            .formatted(ready.name(), ready.hosts(), ready.controller()));
    told.add(page(ready));
    told.addAll(prometheus(ready));
    return told;
  }

  private static String page(LabRecord lab) {
    return "Open it in a browser with the token that stands in " + lab.tokenFile();
  }

  private static List<String> prometheus(LabRecord lab) {
    return lab.prometheus().map(address -> "Its Prometheus is at " + address).stream().toList();
  }
}
