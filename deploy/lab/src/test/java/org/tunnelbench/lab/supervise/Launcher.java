package org.tunnelbench.lab.supervise;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts some processes under a supervisor, says so, and lives until its input ends. */
final class Launcher {
  static final String STARTED = "started";

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Supervisor supervisor = Supervisor.start(folder, Isolation.valueOf(arguments[1]), exit -> {});
    for (String name : List.of("one", "two")) {
      supervisor.spawn(
          new ChildSpec(
              name,
              List.of("sh", "-c", "sleep 600 & trap '' HUP; exec sleep 600"),
              Map.of("LAUNCHED_IN", folder.toString()),
              List.of(),
              folder,
              folder.resolve(name + ".log")));
    }
    System.out.println(STARTED);
    System.in.transferTo(OutputStream.nullOutputStream());
    supervisor.close();
  }
}
