package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.ContentKey;
import org.tunnelbench.lab.debian.ElfInterpreter;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.lab.run.FileTree;

/**
 * Makes a kernel that can be started out of its package. Each gets the C library of its own suite,
 * since the newer ones need a newer one than many machines have, and a program of user-mode Linux
 * cannot be run through the loader as others can: the loader's path within the program is replaced.
 */
final class KernelImage {
  private static final String LAYOUT = "kernel 1";
  private static final String LOADER = Kernel.LIBRARIES + "/ld-linux-x86-64.so.2";
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);
  private static final Pattern BUILT_USING = Pattern.compile("linux \\(= ([^)]+)\\)");

  private KernelImage() {}

  /** The kernel of a set, made where it is not there yet. */
  static Kernel of(PackageSet set, Path kernels, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    List<String> parts = new ArrayList<>(List.of(LAYOUT));
    set.files().forEach(file -> parts.add(file.sha256()));
    Path folder = kernels.resolve(ContentKey.of(parts));
    if (!Files.isDirectory(folder)) {
      make(set, kernels, folder, progress);
    }
    List<String> identity = Files.readAllLines(folder.resolve("identity"));
    return new Kernel(identity.get(0), identity.get(1), set.suite(), folder);
  }

  private static void make(PackageSet set, Path kernels, Path folder, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    long start = System.nanoTime();
    Path unfinished = Files.createTempDirectory(Files.createDirectories(kernels), ".new-");
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path unpacked = Files.createDirectory(unfinished.resolve("unpacked"));
    String build = "unknown";
    for (PackageFile file : set.files()) {
      Unpacking.unpack(set.path(file), unpacked);
      Matcher source = BUILT_USING.matcher(Unpacking.field(set.path(file), "Built-Using"));
      build = source.find() ? source.group(1) : build;
    }
    Unpacking.mergeUsr(unpacked);
    Path program = unfinished.resolve("linux");
    Files.write(
        program,
        ElfInterpreter.replace(Files.readAllBytes(unpacked.resolve("usr/bin/linux.uml")), LOADER));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    takeLibraries(
        unpacked.resolve("usr/lib/x86_64-linux-gnu"), unfinished.resolve(Kernel.LIBRARIES));
    Files.move(unpacked.resolve("usr/lib/uml/modules"), unfinished.resolve("modules"));
    FileTree.delete(unpacked);
    String release = release(unfinished, program);
    Files.write(unfinished.resolve("identity"), List.of(release, build));
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    progress.accept(
        "suite %s: Linux %s unpacked in %.1f s"
            .formatted(set.suite(), build, (System.nanoTime() - start) / 1e9));
  }

  private static void takeLibraries(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> found = Files.list(from)) {
      for (Path library : found.toList()) {
        if (!Files.isDirectory(library, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(library, to.resolve(library.getFileName()));
        }
      }
    }
  }

  private static String release(Path folder, Path program)
      throws IOException, LabException, InterruptedException {
    StepResult version =
        LocalProcess.run(
            LocalCommand.of(program.toString(), "--version")
                .in(folder)
                .with("LD_LIBRARY_PATH", folder.resolve(Kernel.LIBRARIES).toString()),
            VERSION_LIMIT);
    if (!version.succeeded()) {
      throw new LabException(
          "%s does not run on this machine: %s"
              .formatted(program, (version.stderr() + version.stdout()).strip()));
    }
    return version.stdout().strip();
  }
}
