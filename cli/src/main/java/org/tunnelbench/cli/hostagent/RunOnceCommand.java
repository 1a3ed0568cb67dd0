package org.tunnelbench.cli.hostagent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.cli.lab.Interruption;
import org.tunnelbench.contract.document.EndpointDocuments;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSecret;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.controller.experiment.SecretSource;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostagent.service.OneEndpoint;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets one end up on this host, waits, and undoes it. */
@Command(
    name = "run-once",
    description = {
      "Sets one end of a tunnel up on this host, as a document says (docs/examples/endpoint.yaml),",
      "prints what it did, waits for Enter or for a time, and undoes it. Needs root, and no Kafka.",
      "What a run that was killed left is undone by the next."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RunOnceCommand implements Callable<Integer> {
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(1);
  private static final int EXPERIMENT_BYTES = 6;
  private static final int MOST_SECONDS = 10_000;

  /** Until the end is undone by itself where nobody presses Enter: the agent's longest deadline. */
  private static final Duration LONGEST = Duration.ofHours(3);

  private static final Duration SETTING_UP = Duration.ofMinutes(2);

  @Parameters(paramLabel = "FILE", description = "The document of this end, in YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Undoes it after so many seconds; without it, when Enter is pressed.")
  private @Nullable Integer seconds;

  @Option(
      names = "--peer",
      paramLabel = "FILE",
      description =
          "Writes the other end's document, secret included, readable by its owner alone.")
  private @Nullable Path peer;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (seconds != null && (seconds < 1 || seconds > MOST_SECONDS)) {
      throw new UsageException("--for: '" + seconds + "' must be from 1 to " + MOST_SECONDS);
    }
    EndpointDocument document = withSecret(DocumentFile.endpoint(file));
    writePeer(document);
    Path state = LabFolders.ofThisProcess().state().resolve("run-once");
    return FolderLock.holding(state, LOCK_LIMIT, () -> run(document, state));
  }

  private EndpointDocument withSecret(EndpointDocument document) throws UsageException {
    SecureRandom random = new SecureRandom();
    SecretSource source = new SecretSource(random);
    TrialSecret secret = source.secret(document.levels()).orElse(null);
    if (secret == null || document.secret().isPresent()) {
      return document;
    }
    if (peer == null) {
      throw new UsageException(
          file
              + ": has no secret: write one, or name a file by --peer, into which the other end's document goes with the secret that is made");
    }
    long out = source.spi();
    return document.with(new EndpointSecret(out, source.spiOtherThan(out), secret));
  }

  private void writePeer(EndpointDocument document) throws IOException {
    if (peer == null) {
      return;
    }
    Files.deleteIfExists(peer);
    try (var channel =
        Files.newByteChannel(
            peer,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      String text = EndpointDocuments.toYaml(document.mirrored());
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
    say("the other end's document is " + peer);
  }

  private int run(EndpointDocument document, Path state) throws IOException, InterruptedException {
    try (OneEndpoint endpoint = new OneEndpoint(document, HostAccesses::open, state)) {
      EndpointRun run = new EndpointRun(endpoint, document, this::say);
      run.reach();
      EndpointSpec planned = endpoint.spec(document, attempt(), deadline());
      return Interruption.guard(
          () -> run.takeDown(planned),
          () -> {
            boolean ready = run.setUp(planned);
            if (ready) {
              waitForTheEnd();
            }
            Report.EndpointDown down = run.takeDown(planned);
            return ready && down.clean() ? ExitCode.DONE : ExitCode.FAILED;
          });
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private Duration deadline() {
    return seconds == null ? LONGEST : SETTING_UP.plusSeconds(seconds);
  }

  private void waitForTheEnd() throws IOException, InterruptedException {
    if (seconds != null) {
      say("waiting for " + seconds + " s");
      Thread.sleep(Duration.ofSeconds(seconds));
      return;
    }
    say("press Enter to undo it; it undoes itself after " + LONGEST.toHours() + " h");
    int read = System.in.read();
    while (read >= 0 && read != '\n') {
      read = System.in.read();
    }
  }

  /** Of its own each time, so that the agent does not take it for one that was answered before. */
  private static Attempt attempt() {
    byte[] id = new byte[EXPERIMENT_BYTES];
    new SecureRandom().nextBytes(id);
    return new Attempt(TrialId.of(new ExperimentId(HexFormat.of().formatHex(id)), 0), 1);
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
