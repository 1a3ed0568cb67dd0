package org.tunnelbench.hostagent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.hostagent.model.Examples;

class AnswersTest {
  @TempDir private Path folder;

  private static AnsweredAttempt answered(int place, int number) {
    Attempt attempt = Examples.attempt(place, number);
    return new AnsweredAttempt(
        attempt,
        "digest",
        Optional.of(new Report.EndpointReady(attempt, Examples.HOST, 1300, 2)),
        Optional.empty());
  }

  private Answers answers() throws IOException {
    return new Answers(folder.resolve("answers"));
  }

  @Test
  void theLastAnswerOfAnAttemptCountsAlsoForTheNextAgent() throws IOException {
    AnsweredAttempt ready = answered(1, 1);
    AnsweredAttempt down =
        ready.withDown(
            new Report.EndpointDown(
                ready.attempt(), Examples.HOST, List.of("+ link x"), Optional.empty()));
    Answers answers = answers();
    answers.remember(ready);
    answers.remember(down);

    assertThat(answers.of(ready.attempt())).contains(down);
    assertThat(answers().of(ready.attempt())).contains(down);
    assertThat(answers().of(Examples.attempt(2, 1))).isEmpty();
  }

  @Test
  void theLatestAttemptAtATrialIsKnown() throws IOException {
    Answers answers = answers();
    answers.remember(answered(1, 1));
    answers.remember(answered(1, 3));
    answers.remember(answered(2, 9));

    assertThat(answers.latestAttemptAt(Examples.attempt(1, 2))).isEqualTo(3);
    assertThat(answers.latestAttemptAt(Examples.attempt(7, 1))).isZero();
  }

  @Test
  void aLineThatACrashCutShortIsPassedOver() throws IOException {
    answers().remember(answered(1, 1));
    Files.writeString(folder.resolve("answers"), "{\"attempt\":{\"tri", StandardOpenOption.APPEND);

    assertThat(answers().of(Examples.attempt(1, 1))).isPresent();
  }

  @Test
  void afterALineCutShortAnswersAreRememberedAllTheSame() throws IOException {
    answers().remember(answered(1, 1));
    Files.writeString(folder.resolve("answers"), "{\"attempt\":{\"tri", StandardOpenOption.APPEND);

    answers().remember(answered(2, 1));

    assertThat(answers().of(Examples.attempt(2, 1))).isPresent();
  }

  @Test
  void whatIsRememberedAfterALineThatOnlyLostItsEndIsRead() throws IOException {
    answers().remember(answered(1, 1));
    Path file = folder.resolve("answers");
    Files.writeString(file, Files.readString(file).stripTrailing());

    answers().remember(answered(2, 1));

    assertThat(answers().of(Examples.attempt(1, 1))).isPresent();
    assertThat(answers().of(Examples.attempt(2, 1))).isPresent();
  }

  @Test
  void aCharacterThatACrashCutInTwoKeepsNobodyFromStarting() throws IOException {
    answers().remember(answered(1, 1));
    byte[] cut = {'{', '"', (byte) 0xe2, (byte) 0x80};
    Files.write(folder.resolve("answers"), cut, StandardOpenOption.APPEND);

    assertThat(answers().of(Examples.attempt(1, 1))).isPresent();
  }

  @Test
  void onlyTheLastAttemptsAreKeptAndTheFileIsBounded() throws IOException {
    int most = 10;
    Path file = folder.resolve("answers");
    Answers answers = new Answers(file, most);
    for (int round = 0; round < 5; round++) {
      for (int place = 0; place <= most; place++) {
        answers.remember(answered(place, 1));
      }
    }

    assertThat(new Answers(file, most).of(Examples.attempt(0, 1))).isEmpty();
    assertThat(new Answers(file, most).of(Examples.attempt(most, 1))).isPresent();
    assertThat(Files.readAllLines(file).size())
        .isLessThanOrEqualTo(Answers.LINES_PER_ATTEMPT * most);
  }
}
