package org.tunnelbench.hostaccess.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Frames are found wherever the bytes are cut, and what lies between them comes as it was. */
class FrameReaderTest {
  private static final Marker MARKER = new Marker("marker-ma-");

  @Property(tries = 300)
  void whatIsBetweenFramesComesAsItWasWhereverItIsCut(
      @ForAll("outputs") @Size(min = 1, max = 6) List<byte[]> outputs,
      @ForAll @IntRange(min = 1, max = 40) int piece) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<Object> expected = new ArrayList<>();
    for (int step = 0; step < outputs.size(); step++) {
      stream.writeBytes(outputs.get(step));
      stream.writeBytes((MARKER.text() + "s" + step + ";").getBytes(UTF_8));
      expected.add(hex(outputs.get(step)));
      expected.add(new Frame.Ended(step));
    }

    assertThat(heard(stream.toByteArray(), piece)).isEqualTo(expected);
  }

  @Example
  void everyFrameIsRead() {
    String all = "noise" + String.join("", frames("b", "p1234567890123", "r", "s255", "e"));

    assertThat(heard(all.getBytes(UTF_8), 3))
        .containsExactly(
            hex("noise".getBytes(UTF_8)),
            new Frame.Begun(),
            hex(new byte[0]),
            new Frame.Started(1234567890123L),
            hex(new byte[0]),
            new Frame.Again(),
            hex(new byte[0]),
            new Frame.Ended(255),
            hex(new byte[0]),
            new Frame.Last(true));
  }

  @Example
  void aLineIsPassedOnBeforeAnythingFollows() {
    Listening listener = new Listening();
    FrameReader reader = new FrameReader(MARKER, listener);

    reader.write("a line\n".getBytes(UTF_8), 0, 7);

    assertThat(listener.pending.toString(UTF_8)).isEqualTo("a line\n");
  }

  @Example
  void theBeginningOfAMarkerAtTheEndIsOutput() {
    Listening listener = new Listening();
    FrameReader reader = new FrameReader(MARKER, listener);

    reader.write("x marker-m".getBytes(UTF_8), 0, 10);
    reader.close();

    assertThat(listener.pending.toString(UTF_8)).isEqualTo("x marker-m");
    assertThat(listener.closed).isTrue();
  }

  /** Bytes of all values, and beginnings of the marker among them, but never the whole. */
  @Provide
  Arbitrary<List<byte[]>> outputs() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    Arbitrary<byte[]> nearly =
        Arbitraries.integers()
            .between(1, MARKER.text().length() - 1)
            .map(length -> MARKER.text().substring(0, length).getBytes(UTF_8));
    return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(2, nearly))
        .list()
        .ofMaxSize(5)
        .map(FrameReaderTest::joined)
        .filter(bytes -> !new String(bytes, ISO_8859_1).contains(MARKER.text()))
        .list();
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    parts.forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  private static List<String> frames(String... frames) {
    return Arrays.stream(frames).map(frame -> MARKER.text() + frame + ";").toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static List<Object> heard(byte[] stream, int piece) {
    Listening listener = new Listening();
    FrameReader reader = new FrameReader(MARKER, listener);
    for (int from = 0; from < stream.length; from += piece) {
      reader.write(stream, from, Math.min(piece, stream.length - from));
    }
    return listener.heard;
  }

  private static final class Listening implements FrameReader.Listener {
    private final List<Object> heard = new ArrayList<>();
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean closed;

    @Override
    public void output(byte[] bytes, int offset, int length) {
      pending.write(bytes, offset, length);
    }

    @Override
    public void frame(Frame frame) {
      heard.add(hex(pending.toByteArray()));
      heard.add(frame);
      pending = new ByteArrayOutputStream();
    }

    @Override
    public void closed() {
      closed = true;
    }
  }
}
