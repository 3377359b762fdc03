package io.phasegate.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The yardstick: Jackson reads every token and writes it again. It does what any JSON program must,
 * and nothing else. One factory is shared and the output has room from the start, as a good user of
 * Jackson would have it.
 */
final class TokenCopy {

  private static final JsonFactory FACTORY = new JsonFactory();

  private TokenCopy() {}

  /** The same JSON once more, compact. */
  static byte[] copy(byte[] json) {
    var out = new ByteArrayOutputStream(json.length + 256);
    try (JsonParser parser = FACTORY.createParser(json);
        JsonGenerator generator = FACTORY.createGenerator(out)) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEvent(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
