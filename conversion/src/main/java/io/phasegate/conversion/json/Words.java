package io.phasegate.conversion.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes, eight at a time: what takes a step for each byte takes one for all of them. */
final class Words {

  /** So many bytes are looked at together. */
  static final int BYTES = Long.BYTES;

  /** Reads a word of a byte array, the first byte lowest. */
  static final VarHandle VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The highest bit of each byte. */
  static final long HIGHEST_BITS = all(0x80);

  private Words() {}

  /** A word of which every byte is the same. */
  static long all(int letter) {
    return 0x0101_0101_0101_0101L * letter;
  }
}
