package org.tunnelbench.packaging.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.packaging.archive.Entry;
import org.tunnelbench.packaging.archive.Tree;

/**
 * The root of an image out of packages that were unpacked and never installed: no package manager,
 * no script of a package, no account but the one that services run as.
 */
final class DebianRoot {
  /** Under every image: what a Java runtime needs. */
  static final List<String> UNDER_JAVA = List.of("libc6", "zlib1g");

  /** Installs things, or makes accounts: there is nothing to install or to log in to. */
  private static final Set<String> NOT_NEEDED =
      Set.of(
          "adduser",
          "base-passwd",
          "debconf",
          "debianutils",
          "gcc-14-base",
          "init-system-helpers",
          "libaudit-common",
          "libaudit1",
          "libdb5.3t64",
          "libdebconfclient0",
          "libpam-modules",
          "libpam-modules-bin",
          "libpam0g",
          "libsemanage-common",
          "libsemanage2",
          "libsepol2",
          "login.defs",
          "mawk",
          "openssl-provider-legacy",
          "passwd");

  /** What nobody reads in an image; licences stay. */
  private static final List<String> UNWANTED =
      List.of(
          "usr/share/bash-completion",
          "usr/share/bug",
          "usr/share/info",
          "usr/share/lintian",
          "usr/share/locale",
          "usr/share/man",
          "usr/lib/systemd",
          "usr/lib/x86_64-linux-gnu/gconv",
          "etc/init.d",
          "var/cache",
          // Its library is left out: it asks who the neighbours are, and nothing here does.
          "usr/sbin/arpd");

  private static final Duration LIST_LIMIT = Duration.ofSeconds(10);
  private static final int ANYBODYS = 01777;

  private final PackageSet set;

  DebianRoot(PackageSet set) {
    this.set = set;
  }

  /** The packages that are in it. */
  List<PackageFile> packages() {
    return set.files().stream().filter(file -> !NOT_NEEDED.contains(file.name())).toList();
  }

  /**
   * Unpacks it.
   *
   * @param unpacked an empty folder, which must stay as long as the tree is used
   */
  Tree tree(Path unpacked) throws IOException, LabException, InterruptedException {
    Tree tree = new Tree();
    for (PackageFile file : packages()) {
      Unpacking.unpack(set.path(file), unpacked);
      // As scanners look for packages where no package manager is.
      tree.text(
          "var/lib/dpkg/status.d/" + file.name(),
          Unpacking.fields(set.path(file)) + "\n",
          Entry.READABLE);
    }
    Unpacking.mergeUsr(unpacked);
    tree.below("", unpacked);
    UNWANTED.forEach(tree::without);
    withoutDocumentationButLicences(tree);
    if (Files.exists(unpacked.resolve("usr/bin/busybox"))) {
      linkBusybox(tree, unpacked.resolve("usr/bin"));
    }
    return withAccount(tree);
  }

  private static void withoutDocumentationButLicences(Tree tree) {
    List.copyOf(tree.entries().keySet()).stream()
        .filter(path -> path.startsWith("usr/share/doc/"))
        .filter(path -> path.split("/", -1).length > 4 && !path.endsWith("/copyright"))
        .forEach(tree::without);
  }

  /** The shell is dash, and what another package brings comes before what busybox has. */
  private static void linkBusybox(Tree tree, Path programs)
      throws IOException, LabException, InterruptedException {
    tree.link("usr/bin/sh", "dash");
    StepResult list =
        LocalProcess.run(
            LocalCommand.of(programs.resolve("busybox").toString(), "--list"), LIST_LIMIT);
    if (!list.succeeded()) {
      throw new LabException("busybox does not run on this machine: " + list.stderr().strip());
    }
    for (String applet : list.stdout().lines().toList()) {
      if (!Files.exists(programs.resolve(applet), LinkOption.NOFOLLOW_LINKS)
          && !tree.entries().containsKey("usr/bin/" + applet)
          && !tree.entries().containsKey("usr/sbin/" + applet)) {
        tree.link("usr/bin/" + applet, "busybox");
      }
    }
  }

  private static Tree withAccount(Tree tree) {
    String account = "tunnelbench:x:%1$d:%1$d::/tmp:/usr/sbin/nologin\n".formatted(Layout.USER);
    return tree.folder("tmp", ANYBODYS)
        .folder("proc", Entry.EXECUTABLE)
        .folder("sys", Entry.EXECUTABLE)
        .folder("dev", Entry.EXECUTABLE)
        .folder("run", Entry.EXECUTABLE)
        // As base-files has it, which is not in an image.
        .link("var/run", "/run")
        .folder(Layout.STATE, Entry.EXECUTABLE)
        .text("etc/passwd", "root:x:0:0:root:/root:/usr/sbin/nologin\n" + account, Entry.READABLE)
        .text("etc/group", "root:x:0:\ntunnelbench:x:%d:\n".formatted(Layout.USER), Entry.READABLE)
        .text(
            "etc/nsswitch.conf",
            "passwd: files\ngroup: files\nhosts: files dns\nprotocols: files\n",
            Entry.READABLE);
  }
}
