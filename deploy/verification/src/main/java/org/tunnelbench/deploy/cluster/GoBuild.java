package org.tunnelbench.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.FileTree;

/**
 * Builds Kubernetes as its own makefiles do, of which the source package lacks what they fetch: the
 * server's description of its own interface is generated, then the programs are compiled. Nothing
 * is fetched, and nothing is written outside {@code work}.
 *
 * @param work a folder that is deleted afterwards
 * @param root of the packages that build it
 */
record GoBuild(Path work, Path root, String version, Consumer<String> progress) {
  /** Bound on the whole: eight minutes were seen on two processors, half an hour on busy ones. */
  static final Duration LONGEST_BUILD = Duration.ofMinutes(90);

  private static final String PROJECT = "k8s.io/kubernetes";
  private static final String VENDORED = PROJECT + "/vendor/k8s.io/";
  private static final String OPENAPI = "pkg/generated/openapi";
  private static final String OPENAPI_FILE = "zz_generated.openapi";
  private static final String REFLECT = "github.com/modern-go/reflect2";

  /** Marks packages whose types the server's interface describes. */
  private static final String MARK = "+k8s:openapi-gen=";

  private static final Pattern NOT_SERVED =
      Pattern.compile(".*(code-generator|kube-openapi|sample-|testdata|/test).*");

  private static final List<String> PROGRAMS =
      List.of(
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubelet",
          "kube-proxy",
          "kubectl");

  /** Where the source is to be unpacked. */
  Path sources() {
    return work.resolve("go/src").resolve(PROJECT);
  }

  /** Builds all programs into a folder below the work folder. */
  Path run() throws IOException, LabException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_BUILD.toNanos();
    Files.createDirectories(work.resolve("tmp"));
    replaceReflection();
    progress.accept(
        "building Kubernetes %s, once: eight minutes on two idle processors, at most %d"
            .formatted(version, LONGEST_BUILD.toMinutes()));
    describeInterface(deadline);
    Path programs = Files.createDirectories(work.resolve("programs"));
    List<String> argv =
        new ArrayList<>(
            List.of("go", "build", "-trimpath", "-ldflags", flags(), "-o", programs + "/"));
    PROGRAMS.forEach(name -> argv.add(PROJECT + "/cmd/" + name));
    run(argv, deadline);
    progress.accept("Kubernetes %s is built".formatted(version));
    return programs;
  }

  /** The copy in the source reads the runtime's own structures as they were before Go 1.18. */
  private void replaceReflection() throws IOException {
    Path vendored = sources().resolve("vendor").resolve(REFLECT);
    FileTree.delete(vendored);
    Path newer = root.resolve("usr/share/gocode/src").resolve(REFLECT);
    Files.createDirectories(vendored);
    try (Stream<Path> files = Files.list(newer)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, vendored.resolve(file.getFileName()));
      }
    }
  }

  private void describeInterface(long deadline)
      throws IOException, LabException, InterruptedException {
    Path generator = work.resolve("openapi-gen");
    run(
        List.of(
            "go",
            "build",
            "-o",
            generator.toString(),
            "./vendor/k8s.io/kube-openapi/cmd/openapi-gen"),
        deadline);
    Path generated = work.resolve("generated");
    run(
        List.of(
            generator.toString(),
            "--input-dirs",
            String.join(",", described()),
            "--output-package",
            PROJECT + "/" + OPENAPI,
            "--output-file-base",
            OPENAPI_FILE,
            "--go-header-file",
            "hack/boilerplate/boilerplate.generatego.txt",
            "--output-base",
            generated.toString(),
            "--report-filename",
            work.resolve("violations").toString()),
        deadline);
    String file = OPENAPI_FILE + ".go";
    Files.copy(
        generated.resolve(PROJECT).resolve(OPENAPI).resolve(file),
        sources().resolve(OPENAPI).resolve(file),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The packages that are marked, as the compiler names them. */
  private SortedSet<String> described() throws IOException {
    SortedSet<String> packages = new TreeSet<>();
    for (String part : List.of("pkg", "staging/src/k8s.io")) {
      try (Stream<Path> files = Files.walk(sources().resolve(part))) {
        for (Path file : files.filter(GoBuild::isMarked).toList()) {
          String folder = sources().relativize(file.getParent()).toString();
          if (!NOT_SERVED.matcher(folder).matches()) {
            packages.add(PROJECT + "/" + folder.replaceFirst("^staging/src/", "vendor/"));
          }
        }
      }
    }
    return packages;
  }

  private static boolean isMarked(Path file) {
    try {
      return file.toString().endsWith(".go")
          && Files.isRegularFile(file)
          && Files.readString(file).contains(MARK);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What the programs say of their version; without it clients take them for a nameless build. */
  private String flags() {
    String[] numbers = version.split("\\.", -1);
    return Stream.of(
            Map.entry("component-base/version.gitVersion", "v" + version),
            Map.entry("component-base/version.gitMajor", numbers[0]),
            Map.entry("component-base/version.gitMinor", numbers[1]),
            Map.entry("client-go/pkg/version.gitVersion", "v" + version))
        .map(each -> "-X " + VENDORED + each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" ", "-s -w ", ""));
  }

  private void run(List<String> argv, long deadline)
      throws IOException, LabException, InterruptedException {
    Path go = root.resolve("usr/lib/go-1.19");
    List<String> whole = new ArrayList<>(argv);
    if (argv.getFirst().equals("go")) {
      whole.set(0, go.resolve("bin/go").toString());
    }
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    StepResult result =
        LocalProcess.run(
            LocalCommand.of(whole)
                .in(sources())
                .with("GOROOT", go.toString())
                .with("GOPATH", work.resolve("go").toString())
                .with("GOCACHE", work.resolve("cache").toString())
                .with("GOTMPDIR", work.resolve("tmp").toString())
                .with("GO111MODULE", "off")
                .with("GOENV", "off")
                .with("GOFLAGS", "")
                .with("GOPROXY", "off")
                .with("CGO_ENABLED", "0")
                .with("PATH", go.resolve("bin") + ":" + System.getenv("PATH")),
            left);
    if (result.exitCode() == StepResult.TIMED_OUT) {
      throw new LabException(
          "The build of Kubernetes %s did not end within %d minutes. Try again on a quieter machine."
              .formatted(version, LONGEST_BUILD.toMinutes()));
    }
    if (!result.succeeded()) {
      throw new LabException(
          "The build of Kubernetes %s failed at %s with exit code %d: %s"
              .formatted(
                  version,
                  String.join(" ", argv.subList(0, 2)),
                  result.exitCode(),
                  result.stderr().strip()));
    }
  }
}
