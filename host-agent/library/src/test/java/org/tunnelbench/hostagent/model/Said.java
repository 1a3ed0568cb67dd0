package org.tunnelbench.hostagent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.hostagent.service.Announcements;

/** Keeps what an agent says. */
public final class Said implements Announcements {
  private final List<Report> reports = new ArrayList<>();
  private final List<HostStatus> statuses = new ArrayList<>();

  @Override
  public CompletionStage<Void> report(Report report) {
    reports.add(report);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void status(HostStatus status) {
    statuses.add(status);
  }

  /** The reports, in order. */
  public List<Report> reports() {
    return List.copyOf(reports);
  }

  /** The last report. */
  public Report last() {
    return reports.getLast();
  }

  /** How the host stands, by what was said last. */
  public HostCondition condition() {
    return statuses.getLast().condition();
  }

  /** What was said last of the host. */
  public HostStatus status() {
    return statuses.getLast();
  }
}
