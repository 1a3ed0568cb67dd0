package org.tunnelbench.hostagent.plan;

import java.util.List;
import java.util.Optional;

/** What a daemon that negotiates keys can be asked when they did not come, and what it means. */
public interface Diagnosis {
  /** What is asked, in order; none of it changes anything. */
  List<List<String>> questions();

  /**
   * One sentence on why keys did not come; absent where that is not what failed.
   *
   * @param failed what the step that failed printed
   * @param answers what each question printed, in order; empty where it could not be asked
   */
  Optional<String> read(String failed, List<String> answers);
}
