package io.phasegate.webhook;

/**
 * How much this process takes on at once.
 *
 * @param admissionBody largest body of {@code /mutate} and {@code /validate}, bytes
 * @param conversionBody largest body of {@code /convert}, bytes
 * @param offLoopAbove bodies larger than this, bytes, are worked on by a virtual thread
 * @param inFlight requests whose body is being read or worked on; one more is told to come back
 */
public record Limits(int admissionBody, int conversionBody, int offLoopAbove, int inFlight) {

  private static final int MIB = 1024 * 1024;

  /** Checks that something can get through. */
  public Limits {
    if (admissionBody < 1 || conversionBody < 1 || inFlight < 1 || offLoopAbove < 0) {
      throw new IllegalArgumentException("with these limits no request could be answered");
    }
  }

  /**
   * Admission: two objects of 3 MiB and the envelope (A19). Conversion: 1 500 objects of 50 kB and
   * room to spare. 64 KiB: that much JSON takes about half a millisecond, which other connections
   * of the same event loop do not feel; below it, a change of threads would cost more than it
   * spares.
   */
  public static Limits defaults() {
    return new Limits(7 * MIB, 96 * MIB, 64 * 1024, 256);
  }
}
