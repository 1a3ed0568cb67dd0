package org.tunnelbench.cli.bench;

import java.io.PrintWriter;
import java.util.List;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.Terminal;
import org.tunnelbench.cli.lab.HostsReady;
import org.tunnelbench.cli.lab.Interruption;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.LocalLab;
import org.tunnelbench.lab.guest.Lab;
import org.tunnelbench.lab.run.LabFolders;

/**
 * A lab of a benchmark's own, which ends with it, also where it is interrupted.
 *
 * @param err where progress is shown
 */
record BenchLab(PrintWriter err) {
  /** What is measured in a lab that runs. */
  interface Measurement<L, T> {
    T in(L lab, Progress progress) throws Exception;
  }

  /**
   * Measures in a whole fleet with guests.
   *
   * @param kernels of the guests; all where none are named
   */
  <T> T withGuests(List<String> kernels, Measurement<LabRecord, T> measurement) throws Exception {
    return inALab(
        (lab, progress) -> {
          LabRecord ready = lab.start(kernels);
          HostsReady.await(ControllerClient.of(ready), ready.hosts());
          return measurement.in(ready, progress);
        });
  }

  /** What is measured of a fleet that is played, told how long its start took. */
  interface Played<T> {
    T in(LabRecord lab, double seconds) throws Exception;
  }

  /** Measures with a broker and a controller alone. */
  <T> T withControllers(FleetDocument fleet, Played<T> measurement) throws Exception {
    return inALab(
        (lab, progress) -> {
          long start = System.nanoTime();
          LabRecord ready = lab.serveControllers(fleet);
          return measurement.in(ready, (System.nanoTime() - start) / 1e9);
        });
  }

  /** Measures on the guests of a kernel, without a fleet. */
  <T> T withGuestsAlone(String kernel, Measurement<Lab, T> measurement) throws Exception {
    try (Progress progress = Terminal.progress(err, err, true);
        Lab lab =
            Lab.start(LabFolders.ofThisProcess(), List.of(kernel), progress::note, exit -> {})) {
      return Interruption.guard(lab::close, () -> measurement.in(lab, progress));
    }
  }

  private <T> T inALab(Measurement<LocalLab, T> measurement) throws Exception {
    try (Progress progress = Terminal.progress(err, err, true);
        LocalLab lab =
            LocalLab.open(
                LabFolders.ofThisProcess(),
                "bench-" + ProcessHandle.current().pid(),
                Installation.current().products(),
                progress::note)) {
      return Interruption.guard(lab::close, () -> measurement.in(lab, progress));
    }
  }
}
