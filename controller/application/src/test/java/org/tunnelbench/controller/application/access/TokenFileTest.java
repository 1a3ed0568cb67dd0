package org.tunnelbench.controller.application.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private static final String FIRST = "first-0123456789abcdef0123456789abcdef";
  private static final String SECOND = "second-0123456789abcdef0123456789abcdef";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() {
    var unused = VERTX.close();
  }

  private static Path write(Path folder, String text, String permissions) throws Exception {
    Path file = folder.resolve("tokens");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private static TokenFile started(Optional<String> file, boolean openIdConnect) {
    TokenFile tokens = new TokenFile(file, openIdConnect);
    tokens.start(new StartupEvent(), VERTX);
    return tokens;
  }

  @Test
  void doesNotStartForNobody() {
    assertThatThrownBy(() -> started(Optional.empty(), false))
        .hasMessageContaining("name a file of bearer tokens as tunnelbench.tokens");
    assertThat(started(Optional.empty(), true).tokens().holder(FIRST)).isEmpty();
  }

  @Test
  void doesNotStartWithAFileThatIsWrong(@TempDir Path folder) throws Exception {
    String missing = folder.resolve("missing").toString();
    assertThatThrownBy(() -> started(Optional.of(missing), true)).hasMessageContaining(missing);
    Path open = write(folder, "operator a " + FIRST, "rw-r--r--");
    assertThatThrownBy(() -> started(Optional.of(open.toString()), false))
        .hasMessageContaining("everybody on this machine may read it");
    Path wrong = write(folder, "operator " + FIRST, "rw-------");
    assertThatThrownBy(() -> started(Optional.of(wrong.toString()), false))
        .hasMessageContaining("line 1")
        .message()
        .doesNotContain(FIRST);
  }

  @Test
  void followsTheFileAndKeepsWhatItKnewWhereItIsBroken(@TempDir Path folder) throws Exception {
    Path file = write(folder, "operator a " + FIRST, "rw-r-----");
    TokenFile tokens = started(Optional.of(file.toString()), false);
    assertThat(tokens.tokens().holder(FIRST)).isPresent();

    Files.writeString(file, "nonsense");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    Files.writeString(file, "operator a " + SECOND);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(20)));
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    while (tokens.tokens().holder(SECOND).isEmpty()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.onSpinWait();
    }
    assertThat(tokens.tokens().holder(FIRST)).isEmpty();
  }
}
