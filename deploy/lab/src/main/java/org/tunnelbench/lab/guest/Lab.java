package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunFolder;
import org.tunnelbench.lab.supervise.ChildExit;
import org.tunnelbench.lab.supervise.Supervisor;

/**
 * A run with guests: they end and their folder is deleted when it is closed, or when this process
 * ends.
 */
public final class Lab implements AutoCloseable {
  private final RunFolder run;
  private final Supervisor supervisor;
  private final RunningGuests guests;

  private Lab(RunFolder run, Supervisor supervisor, RunningGuests guests) {
    this.run = run;
    this.supervisor = supervisor;
    this.guests = guests;
  }

  /**
   * Starts a pair of guests for each kernel.
   *
   * @param series the kernels, such as {@code 6.1}; all where empty
   * @param progress hears a line about everything that takes time or cannot be had
   * @param exits hears of each process that ends
   */
  public static Lab start(
      LabFolders folders, List<String> series, Consumer<String> progress, Consumer<ChildExit> exits)
      throws LabException, InterruptedException {
    return start(folders, series, Optional.empty(), progress, exits);
  }

  /** The same with tools that the guests are to have besides. */
  static Lab start(
      LabFolders folders,
      List<String> series,
      Optional<IpsecTools> tools,
      Consumer<String> progress,
      Consumer<ChildExit> exits)
      throws LabException, InterruptedException {
    try {
      PreparedGuests prepared =
          LabGuests.prepare(folders, LabSettings.load(System.getenv()), series, progress)
              .with(tools);
      RunFolder run = RunFolder.create(folders);
      try {
        Supervisor supervisor = Supervisor.start(run.path(), exits);
        try {
          run.recordSupervisor(supervisor.processId());
          return new Lab(run, supervisor, RunningGuests.start(prepared, run, supervisor, progress));
        } catch (LabException | InterruptedException | IOException | RuntimeException failed) {
          supervisor.close();
          throw failed;
        }
      } catch (LabException | InterruptedException | IOException | RuntimeException failed) {
        run.end();
        throw failed;
      }
    } catch (IOException failed) {
      throw new LabException("Cannot start the lab: " + failed.getMessage(), failed);
    }
  }

  /** The folder of this run. */
  public RunFolder run() {
    return run;
  }

  /** To start more processes that end with this lab. */
  public Supervisor supervisor() {
    return supervisor;
  }

  public RunningGuests guests() {
    return guests;
  }

  /** Ends all processes of the lab and deletes its folder. */
  @Override
  public void close() throws LabException {
    supervisor.close();
    try {
      run.end();
    } catch (IOException failed) {
      throw new LabException("Cannot remove " + run + ": " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      // The next command sweeps what is left.
      Thread.currentThread().interrupt();
    }
  }
}
