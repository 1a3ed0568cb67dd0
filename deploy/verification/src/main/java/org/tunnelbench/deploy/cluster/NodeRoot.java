package org.tunnelbench.deploy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.ContentKey;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;

/**
 * The root of a node out of Debian's packages, unpacked and never installed: containerd, etcd, the
 * network's plugins, dnsmasq, and the programs that the kubelet and kube-proxy run.
 */
public record NodeRoot(Path folder) {
  private static final String LAYOUT = "node 1";
  private static final String KIND = "node";
  private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(20);

  private static final List<String> WANTED =
      List.of(
          "catatonit",
          "conntrack",
          "containerd",
          "containernetworking-plugins",
          "coreutils",
          "dash",
          "dnsmasq-base",
          "etcd-server",
          "iproute2",
          "iptables",
          "mount",
          "runc",
          "util-linux");

  /** Only scripts that install other packages need these. */
  private static final Set<String> NOT_NEEDED =
      Set.of(
          "adduser",
          "debconf",
          "debianutils",
          "init-system-helpers",
          "libfile-find-rule-perl",
          "libnumber-compare-perl",
          "libperl5.36",
          "libtext-glob-perl",
          "passwd",
          "perl",
          "perl-base",
          "perl-modules-5.36",
          "usrmerge");

  /** What is mounted over them is the node's own. */
  private static final List<String> MOUNT_POINTS =
      List.of(
          "dev", "etc", "home", "media", "mnt", "proc", "root", "run", "srv", "sys", "tmp", "var");

  /**
   * That of the newest packages that can be had; made where the cache lacks it.
   *
   * @throws LabException where the packages cannot be had
   */
  public static NodeRoot prepare(
      LabFolders folders, LabSettings settings, Consumer<String> progress)
      throws LabException, InterruptedException {
    Path made = folders.cache().resolve(KIND);
    try {
      PackageSet set =
          new DebianSuite(folders.cache(), settings, progress).withDependencies(WANTED);
      return FolderLock.holding(made, LONGEST_PREPARATION, () -> prepareAlone(made, set));
    } catch (IOException failed) {
      throw new LabException(
          "Cannot make a node's root in " + made + ": " + failed.getMessage(), failed);
    }
  }

  private static NodeRoot prepareAlone(Path made, PackageSet set)
      throws IOException, LabException, InterruptedException {
    List<PackageFile> needed =
        set.files().stream().filter(file -> !NOT_NEEDED.contains(file.name())).toList();
    List<String> parts = new ArrayList<>(List.of(LAYOUT));
    needed.forEach(file -> parts.add(file.sha256()));
    Path folder = made.resolve(ContentKey.of(parts));
    if (!Files.isDirectory(folder)) {
      Path unfinished = Files.createTempDirectory(made, ".new-");
      try {
        for (PackageFile file : needed) {
          Unpacking.unpack(set.path(file), unfinished);
        }
        finish(unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        FileTree.delete(unfinished);
      }
    }
    return new NodeRoot(folder);
  }

  private static void finish(Path tree) throws IOException {
    Unpacking.mergeUsr(tree);
    FileTree.delete(tree.resolve("usr/share/doc"));
    FileTree.delete(tree.resolve("usr/share/locale"));
    for (String point : MOUNT_POINTS) {
      Files.createDirectories(tree.resolve(point));
    }
    Files.writeString(
        tree.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/usr/sbin/nologin\n");
    Files.writeString(tree.resolve("etc/group"), "root:x:0:\nnogroup:x:65534:\n");
    for (String program :
        List.of("iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save")) {
      Files.createSymbolicLink(
          tree.resolve("usr/sbin").resolve(program), Path.of("xtables-nft-multi"));
    }
    Files.createSymbolicLink(
        tree.resolve("usr/sbin/ip6tables-restore"), Path.of("xtables-nft-multi"));
  }
}
