package org.tunnelbench.controller.application.access;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The file of tokens, read at the start and again whenever it has changed, as a mounted secret
 * does: who is taken out of it is refused within seconds.
 *
 * <p>Without a file, and without an OpenID provider in its place, the controller does not start.
 */
@Singleton
public final class TokenFile {
  private static final Logger LOG = Logger.getLogger(TokenFile.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** In bytes: more than the most tokens of the greatest length. */
  private static final long LARGEST = 1024 * 1024;

  private final Optional<Path> file;
  private final boolean openIdConnect;
  private volatile Tokens tokens = Tokens.none();
  private volatile FileTime readAt = FileTime.fromMillis(0);

  /** What is wrong with the file since it was last read; empty where nothing is. */
  private volatile String complaint = "";

  /**
   * @param file with a line {@code ROLE NAME TOKEN} for each token; not readable by all
   * @param openIdConnect whether an OpenID provider is asked about tokens that the file does not
   *     know
   */
  @Inject
  public TokenFile(
      @ConfigProperty(name = "tunnelbench.tokens") Optional<String> file,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openIdConnect) {
    this.file = file.map(Path::of);
    this.openIdConnect = openIdConnect;
  }

  void start(@Observes StartupEvent event, Vertx vertx) {
    readFirst();
    file.ifPresent(
        path ->
            vertx.setPeriodic(
                BETWEEN_LOOKS.toMillis(),
                timer -> {
                  var unused =
                      vertx.executeBlocking(
                          () -> {
                            readWhereChanged(path);
                            return path;
                          });
                }));
  }

  /** What is known at the moment. */
  public Tokens tokens() {
    return tokens;
  }

  /** Whether a token that is not in the file may be one of an OpenID provider's. */
  boolean othersMayKnowMore() {
    return openIdConnect;
  }

  private void readFirst() {
    if (file.isEmpty()) {
      if (!openIdConnect) {
        throw new IllegalStateException(
            "the controller starts for nobody: name a file of bearer tokens as tunnelbench.tokens"
                + " (TUNNELBENCH_TOKENS), with a line 'ROLE NAME TOKEN' for each, or configure"
                + " quarkus.oidc; docs/operations.md tells how");
      }
      return;
    }
    try {
      read(file.get());
    } catch (IOException | InvalidTokensException e) {
      throw new IllegalStateException(wrong(file.get(), e), e);
    }
  }

  private void readWhereChanged(Path path) {
    try {
      if (!Files.getLastModifiedTime(path).equals(readAt)) {
        read(path);
        LOG.infof("the tokens of %s were read again", path);
      }
      complaint = "";
    } catch (IOException | InvalidTokensException e) {
      complain(wrong(path, e));
    }
  }

  /** Once for each thing that is wrong, and not at each look. */
  private void complain(String wrong) {
    if (!wrong.equals(complaint)) {
      LOG.errorf("%s; those read before stay in force", wrong);
      complaint = wrong;
    }
  }

  private void read(Path path) throws IOException, InvalidTokensException {
    FileTime changed = Files.getLastModifiedTime(path);
    if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
      throw new IOException("everybody on this machine may read it: chmod o= it");
    }
    if (Files.size(path) > LARGEST) {
      throw new IOException("it is longer than %d bytes".formatted(LARGEST));
    }
    tokens = Tokens.parse(Files.readString(path));
    readAt = changed;
  }

  private static String wrong(Path path, Exception e) {
    return "the file of tokens %s, which tunnelbench.tokens names, cannot be used: %s"
        .formatted(path, e.getMessage());
  }
}
