package org.tunnelbench.cli.packaging;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.packaging.archive.Epoch;
import org.tunnelbench.packaging.image.ImageBuild;
import org.tunnelbench.packaging.image.ServiceImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes images of the services. */
@Command(
    name = "images",
    description = {
      "Makes images of the services, each an archive in the OCI layout, and prints its file, name"
          + " and digest.",
      "Needs no container engine and no root (deploy/images/README.md). The same build, packages"
          + " and JDK give",
      "the same digests, with SOURCE_DATE_EPOCH as the time of everything in them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ImagesCommand implements Callable<Integer> {
  @Mixin private PackageFolder folder = new PackageFolder();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description =
          "Which: controller, host-agent, throughput-probe, broker; all of them by default.")
  private List<String> names = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Installation installation = Installation.current();
    Path output = folder.make(installation);
    ImageBuild build =
        new ImageBuild(
            installation.products().folder(), Version.ofRelease(), Epoch.of(System.getenv()));
    PrintWriter err = spec.commandLine().getErr();
    List<ImageBuild.Made> made =
        build.make(
            images(),
            output,
            LabFolders.ofThisProcess(),
            line -> err.println("tunnelbench: " + line));
    PrintWriter out = spec.commandLine().getOut();
    made.forEach(
        image -> out.println(image.file() + " " + image.reference() + " " + image.digest()));
    out.flush();
    return ExitCode.DONE;
  }

  private List<ServiceImage> images() throws UsageException {
    List<ServiceImage> all = List.of(ServiceImage.values());
    if (names.isEmpty()) {
      return all;
    }
    List<String> known = all.stream().map(ServiceImage::partName).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException("'" + name + "' must be one of " + known);
      }
    }
    return Arrays.stream(ServiceImage.values())
        .filter(image -> names.contains(image.partName()))
        .collect(Collectors.toList());
  }
}
