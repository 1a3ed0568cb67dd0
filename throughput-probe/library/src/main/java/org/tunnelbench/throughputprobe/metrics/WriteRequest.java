package org.tunnelbench.throughputprobe.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The message of Prometheus' remote write 1.0 (prometheus.io, "Prometheus Remote-Write 1.0
 * specification"), whose field numbers stand here.
 */
final class WriteRequest {
  private static final int SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int EXEMPLARS = 3;
  private static final int NAME = 1;
  private static final int VALUE = 2;
  private static final int SAMPLE_VALUE = 1;
  private static final int SAMPLE_TIME = 2;
  private static final int EXEMPLAR_VALUE = 2;
  private static final int EXEMPLAR_TIME = 3;

  /** The label by which an exemplar names its trial. */
  private static final String TRIAL = "trial_id";

  private WriteRequest() {}

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  /** Points of any series, each series' in the order of time. */
  static byte[] encode(List<RemotePoint> points) {
    Map<SortedMap<String, String>, List<RemotePoint>> series =
        points.stream()
            .sorted(Comparator.comparingLong(RemotePoint::milliseconds))
            .collect(groupingBy(RemotePoint::labels, LinkedHashMap::new, toList()));
    return message(
        out -> {
          for (Map.Entry<SortedMap<String, String>, List<RemotePoint>> each : series.entrySet()) {
            out.writeByteArray(SERIES, series(each.getKey(), each.getValue()));
          }
        });
  }

  private static byte[] series(SortedMap<String, String> labels, List<RemotePoint> points) {
    return message(
        out -> {
          for (Map.Entry<String, String> label : labels.entrySet()) {
            out.writeByteArray(LABELS, label(label.getKey(), label.getValue()));
          }
          for (RemotePoint point : points) {
            out.writeByteArray(SAMPLES, sample(point));
          }
          for (RemotePoint point : points) {
            if (point.trial().isPresent()) {
              out.writeByteArray(EXEMPLARS, exemplar(point, point.trial().get()));
            }
          }
        });
  }

  private static byte[] label(String name, String value) {
    return message(
        out -> {
          out.writeString(NAME, name);
          out.writeString(VALUE, value);
        });
  }

  private static byte[] sample(RemotePoint point) {
    return message(
        out -> {
          out.writeFixed64(SAMPLE_VALUE, point.bits());
          out.writeInt64(SAMPLE_TIME, point.milliseconds());
        });
  }

  private static byte[] exemplar(RemotePoint point, String trial) {
    return message(
        out -> {
          out.writeByteArray(LABELS, label(TRIAL, trial));
          out.writeFixed64(EXEMPLAR_VALUE, point.bits());
          out.writeInt64(EXEMPLAR_TIME, point.milliseconds());
        });
  }

  private static byte[] message(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      content.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }
}
