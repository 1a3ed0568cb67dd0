package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.model.Examples;

class AttemptBookTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatSettingUpWasAnsweredIsKeptWhereNothingWasBegun() throws Exception {
    EndpointSpec spec = Examples.spec(Examples.PLAIN, Examples.attempt(1, 1), "");
    AttemptBook book = new AttemptBook(Examples.HOST, folder);
    Report answer =
        book.answer(spec, new Report.EndpointReady(spec.attempt(), Examples.HOST, 1300, 2));

    Report.EndpointDown down = book.neverBegun(spec.attempt());

    assertThat(book.answerTo(spec)).contains(answer);
    assertThat(book.downOf(spec.attempt())).contains(down);
  }
}
