package org.tunnelbench.controller.analysis;

import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.host.HostName;

/** What trials of one cell have in common. */
record CellKey(String kernel, List<HostName> pair, Map<String, String> levels) {
  static CellKey of(TrialResult trial) {
    return new CellKey(trial.kernel(), trial.pair(), trial.levels());
  }

  static CellKey of(CellResult cell) {
    return new CellKey(cell.kernel(), cell.pair(), cell.levels());
  }
}
