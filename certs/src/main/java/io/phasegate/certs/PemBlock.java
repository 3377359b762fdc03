package io.phasegate.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM text (RFC 7468): what it is called, and its bytes.
 *
 * @param label for instance {@code CERTIFICATE}
 */
record PemBlock(String label, byte[] bytes) {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /**
   * Reads all blocks; what stands between them is passed over.
   *
   * @throws IllegalArgumentException for a block without an end or with something else in it than
   *     base64, headers for instance
   */
  static List<PemBlock> in(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
      int end = labelEnd < 0 ? -1 : text.indexOf(END, labelEnd);
      if (end < 0) {
        throw new IllegalArgumentException("a PEM block does not end");
      }
      String label = text.substring(begin + BEGIN.length(), labelEnd);
      if (!text.startsWith(label + DASHES, end + END.length())) {
        throw new IllegalArgumentException("a PEM block ends as another one");
      }
      String base64 = text.substring(labelEnd + DASHES.length(), end).replaceAll("\\s", "");
      blocks.add(new PemBlock(label, Base64.getDecoder().decode(base64)));
      begin = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  /** The block as text that ends with a line feed. */
  @Override
  public String toString() {
    String base64 = new String(LINES.encode(bytes), US_ASCII);
    return BEGIN + label + DASHES + "\n" + base64 + "\n" + END + label + DASHES + "\n";
  }
}
