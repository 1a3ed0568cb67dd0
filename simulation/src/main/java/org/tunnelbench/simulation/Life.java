package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a process does, until it is killed; one that is stopped does it when it goes on. */
final class Life {
  private final Agenda agenda;
  private final List<Agenda.Action> held = new ArrayList<>();
  private boolean over;
  private boolean stopped;

  Life(Agenda agenda) {
    this.agenda = agenda;
  }

  void later(Duration after, Agenda.Action action) {
    agenda.later(after, () -> run(action));
  }

  private void run(Agenda.Action action) throws InterruptedException {
    if (over) {
      return;
    }
    if (stopped) {
      held.add(action);
    } else {
      action.run();
    }
  }

  void stop() {
    stopped = true;
  }

  void goOn() {
    stopped = false;
    List<Agenda.Action> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(action -> later(Duration.ZERO, action));
  }

  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
