package org.tunnelbench.lab.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a Prometheus is started.
 *
 * @param programs where it is
 * @param folder of its own, for its settings and its data
 * @param port of loopback on which it is to listen
 */
public record PrometheusProcess(MonitoringPrograms programs, Path folder, int port) {
  /** The name of its settings' file. */
  public static final String SETTINGS = "prometheus.yml";

  /** How much is kept, so that a lab that stays for weeks does not fill the disk. */
  private static final String MOST_BYTES = "1GB";

  /** Writes its settings. */
  public void write(PrometheusSettings settings) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(SETTINGS), settings.render());
  }

  /** Its command. */
  public List<String> argv() {
    return List.of(
        programs.prometheus().toString(),
        "--config.file=" + folder.resolve(SETTINGS),
        "--storage.tsdb.path=" + folder.resolve("data"),
        "--storage.tsdb.retention.size=" + MOST_BYTES,
        "--web.listen-address=127.0.0.1:" + port,
        "--web.enable-remote-write-receiver",
        "--enable-feature=exemplar-storage,native-histograms");
  }
}
