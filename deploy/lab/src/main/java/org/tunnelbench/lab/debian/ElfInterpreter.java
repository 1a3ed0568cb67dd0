package org.tunnelbench.lab.debian;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The path of the program interpreter (the dynamic loader) within an ELF executable of 64 bits,
 * elf(5). A path that is relative is looked up in the folder where the program is started, so that
 * a program can be run with a C library of its own, wherever the two stand.
 */
public final class ElfInterpreter {
  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_64_LITTLE_ENDIAN = 0x0201;
  private static final int PROGRAM_HEADERS = 32;
  private static final int PROGRAM_HEADER_SIZE = 54;
  private static final int PROGRAM_HEADER_COUNT = 56;
  private static final int PT_INTERP = 3;
  private static final int SEGMENT_OFFSET = 8;
  private static final int SEGMENT_SIZE = 32;

  private ElfInterpreter() {}

  /** The interpreter's path. */
  public static String read(byte[] program) {
    Segment segment = segment(program);
    int end = segment.offset();
    while (end < segment.offset() + segment.size() && program[end] != 0) {
      end++;
    }
    return new String(program, segment.offset(), end - segment.offset(), StandardCharsets.UTF_8);
  }

  /**
   * A copy of the program with another interpreter.
   *
   * @param path not longer than the one that is there
   */
  public static byte[] replace(byte[] program, String path) {
    Segment segment = segment(program);
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    InvalidValueException.unless(
        name.length < segment.size(),
        "interpreter",
        path,
        "must be at most " + (segment.size() - 1) + " bytes long");
    byte[] copy = program.clone();
    byte[] padded = new byte[segment.size()];
    System.arraycopy(name, 0, padded, 0, name.length);
    System.arraycopy(padded, 0, copy, segment.offset(), padded.length);
    return copy;
  }

  private static Segment segment(byte[] program) {
    ByteBuffer elf = ByteBuffer.wrap(program);
    boolean known =
        program.length > PROGRAM_HEADER_COUNT + 2
            && elf.getInt(0) == MAGIC
            && elf.getShort(4) == CLASS_64_LITTLE_ENDIAN;
    InvalidValueException.unless(
        known, "program", "", "must be an ELF file of 64 bits, little-endian");
    elf.order(ByteOrder.LITTLE_ENDIAN);
    long headers = elf.getLong(PROGRAM_HEADERS);
    int size = Short.toUnsignedInt(elf.getShort(PROGRAM_HEADER_SIZE));
    int count = Short.toUnsignedInt(elf.getShort(PROGRAM_HEADER_COUNT));
    for (int number = 0; number < count; number++) {
      long header = headers + (long) number * size;
      InvalidValueException.unless(
          header >= 0 && header + SEGMENT_SIZE + Long.BYTES <= program.length,
          "program",
          header,
          "must hold its program headers");
      if (elf.getInt((int) header) == PT_INTERP) {
        long offset = elf.getLong((int) header + SEGMENT_OFFSET);
        long length = elf.getLong((int) header + SEGMENT_SIZE);
        InvalidValueException.unless(
            offset >= 0 && length > 0 && length <= program.length - offset,
            "program",
            offset,
            "must hold its interpreter's path");
        return new Segment((int) offset, (int) length);
      }
    }
    throw new InvalidValueException("program", "", "must be linked dynamically");
  }

  private record Segment(int offset, int size) {}
}
