package org.tunnelbench.hostagent.service;

import java.util.concurrent.CompletionStage;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;

/** Where the agent says what it did and how its hosts stand. */
public interface Announcements {
  /** Says how a command was answered, or what the agent undid by itself; done once it is kept. */
  CompletionStage<Void> report(Report report);

  /** Says how a host stands, in place of what was said of it before. */
  void status(HostStatus status);
}
