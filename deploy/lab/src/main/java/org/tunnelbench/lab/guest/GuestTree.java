package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.ContentKey;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.lab.run.FileTree;

/**
 * The root file system that all guests share, made of packages without chroot(2) and without root.
 * Its programs run on this machine too, through its own loader and with its own C library.
 *
 * @param folder that holds it
 */
public record GuestTree(Path folder) {
  private static final String LAYOUT = "tree 1";
  private static final Duration LIST_LIMIT = Duration.ofSeconds(10);

  /** What guests have no use for: documentation, and services that nothing starts. */
  private static final List<String> UNWANTED =
      List.of(
          "usr/share", "usr/lib/systemd", "usr/lib/x86_64-linux-gnu/gconv", "var", "etc/init.d");

  private static final List<String> FOLDERS =
      List.of(
          "dev",
          "proc",
          "sys",
          "run",
          "tmp",
          "root",
          "mnt",
          "var/lib",
          "usr/share",
          "usr/local/sbin",
          "usr/lib/modules");

  private static final Map<String, String> FILES =
      Map.of(
          "etc/passwd", "root:x:0:0:root:/root:/bin/sh\ntcpdump:x:100:65534::/:/bin/false\n",
          "etc/group", "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n",
          "etc/shadow", "root:*:19000:0:99999:7:::\n",
          "etc/shells", "/bin/sh\n",
          "etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\nprotocols: files\n",
          "etc/hosts", "127.0.0.1 localhost\n",
          // Without an entry of its own, busybox's init would ask for a console.
          "etc/inittab", "::ctrlaltdel:/bin/true\n");

  /** The tree of a set, made where it is not there yet. */
  static GuestTree of(PackageSet set, Path trees, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    String init = resource("init");
    List<String> parts = new ArrayList<>(List.of(LAYOUT, init));
    set.files().forEach(file -> parts.add(file.sha256()));
    Path folder = trees.resolve(ContentKey.of(parts));
    if (!Files.isDirectory(folder)) {
      make(set, trees, folder, init, progress);
    }
    return new GuestTree(folder);
  }

  /** A command that runs one of the tree's programs on this machine. */
  List<String> command(String program, List<String> arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                folder.resolve("usr/lib64/ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries() + ":" + libraries().resolve("vdeplug"),
                folder.resolve("usr/bin").resolve(program).toString()));
    argv.addAll(arguments);
    return argv;
  }

  /** The tree's C library and all others. */
  Path libraries() {
    return folder.resolve("usr/lib/x86_64-linux-gnu");
  }

  private static void make(
      PackageSet set, Path trees, Path folder, String init, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    long start = System.nanoTime();
    Path tree = Files.createTempDirectory(Files.createDirectories(trees), ".new-");
    // A user without root is nobody within the guest, and must be able to enter all the same.
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (PackageFile file : set.files()) {
      Unpacking.unpack(set.path(file), tree);
    }
    Unpacking.mergeUsr(tree);
    for (String unwanted : UNWANTED) {
      FileTree.delete(tree.resolve(unwanted));
    }
    for (String wanted : FOLDERS) {
      Files.createDirectories(tree.resolve(wanted));
    }
    Files.createSymbolicLink(tree.resolve("var/run"), Path.of("/run"));
    linkShellAndBusybox(tree.resolve("usr"));
    for (var file : FILES.entrySet()) {
      Files.writeString(tree.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(tree.resolve("init"), init);
    Files.setPosixFilePermissions(
        tree.resolve("init"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(tree, folder, StandardCopyOption.ATOMIC_MOVE);
    progress.accept(
        "root tree of %d packages made in %.1f s"
            .formatted(set.files().size(), (System.nanoTime() - start) / 1e9));
  }

  /**
   * busybox gives what no package does; its own ip and shell must not come before the real ones.
   */
  private static void linkShellAndBusybox(Path usr)
      throws IOException, LabException, InterruptedException {
    Path programs = usr.resolve("bin");
    Files.deleteIfExists(programs.resolve("sh"));
    Files.createSymbolicLink(programs.resolve("sh"), Path.of("dash"));
    StepResult list =
        LocalProcess.run(
            LocalCommand.of(programs.resolve("busybox").toString(), "--list"), LIST_LIMIT);
    if (!list.succeeded()) {
      throw new LabException("busybox does not run on this machine: " + list.stderr().strip());
    }
    for (String applet : list.stdout().lines().toList()) {
      boolean taken =
          Files.exists(programs.resolve(applet), LinkOption.NOFOLLOW_LINKS)
              || Files.exists(usr.resolve("sbin").resolve(applet), LinkOption.NOFOLLOW_LINKS);
      if (!taken) {
        Files.createSymbolicLink(programs.resolve(applet), Path.of("busybox"));
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(GuestTree.class.getResourceAsStream(name), name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
