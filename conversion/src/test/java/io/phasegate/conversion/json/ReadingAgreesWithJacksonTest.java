package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.phasegate.conversion.Kinds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The law of reading: whatever the bytes, we take what Jackson takes and find the same tokens in
 * it. The bytes are JSON to which a few accidents have happened, so that about half of them still
 * are.
 */
class ReadingAgreesWithJacksonTest {

  private static final long SEED = Long.getLong("phasegate.laws.seed", 20_261_130L);
  private static final int DRAWS = 30_000;

  /** What is put in somewhere: all that has a meaning in JSON or in UTF-8. */
  private static final String[] ACCIDENTS =
      ("{ } [ ] , : \" \\ \\u \\u00e9 \\n \\x 0 - + . e E5 1 true null nul \n \t \0 \1 \177 é € 😀"
              + " \"a\": ,\"a\":1 {} [] \"\" / '")
          .split(" ", -1);

  /** Bytes that are no UTF-8, or only in company. */
  private static final byte[] BYTES =
      HexFormat.of().parseHex("80bfc0c1c2dfe0edeff0f4f5f8feffa0909f8f");

  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void weTakeWhatJacksonTakesAndFindTheSameInIt() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    List<byte[]> texts = texts();
    int taken = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      byte[] bytes = texts.get(random.nextInt(texts.size()));
      for (int accidents = random.nextInt(4); accidents > 0; accidents--) {
        bytes = accident(bytes, random);
      }
      Optional<List<String>> expected = jackson(bytes);

      Optional<List<String>> found = ours(bytes);

      assertThat(found).as("draw %d: %s", draw, new String(bytes, UTF_8)).isEqualTo(expected);
      taken += expected.isPresent() ? 1 : 0;
    }
    // A law over nothing but refusals, or over none, would hold by itself.
    assertThat(taken).isBetween(DRAWS / 4, 3 * DRAWS / 4);
  }

  private static List<byte[]> texts() {
    List<byte[]> texts = new ArrayList<>();
    for (String text :
        List.of(
            "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\"}}",
            "[0,-0,1.5,-2.25e10,1E-7,123456789012345678901234567890]",
            " { \"key\" : \"a longer string without anything\" , \"é\" : \"\\\"quoted\\\"\" } ",
            "\"😀 and \\ud83d\\ude00 and \\u00e9 and é\"",
            "[[[[[[{\"x\":{}}]]]]],[],{}]",
            "{\"note\":\"{\\\"a\\\":\\\"b\\\",\\n\\\"c\\\":[\\\"\\\",\\\"d e f g h i\\\"]}\"}",
            "\"\\\\\\\"twice\\\\\\\" \\\\\\\\ \\/ \\t\\\"\\\"\\\\\"",
            "[\"eight by\",\"tes here\",\"seven b\",\"nine byte\",\"sixteen bytes ok\"]")) {
      texts.add(text.getBytes(UTF_8));
    }
    Kinds.samples().stream().limit(2).map(JsonWriter::bytes).forEach(texts::add);
    return texts;
  }

  private static byte[] accident(byte[] bytes, Random random) {
    int place = random.nextInt(bytes.length + 1);
    int behind = Math.min(bytes.length, place + random.nextInt(3));
    byte[] put =
        switch (random.nextInt(4)) {
          case 0 -> new byte[] {BYTES[random.nextInt(BYTES.length)]};
          case 1 -> new byte[0];
          default -> ACCIDENTS[random.nextInt(ACCIDENTS.length)].getBytes(UTF_8);
        };
    return ByteBuffer.allocate(place + put.length + bytes.length - behind)
        .put(bytes, 0, place)
        .put(put)
        .put(bytes, behind, bytes.length - behind)
        .array();
  }

  /** The tokens, or nothing for what is not one value of good JSON. */
  private static Optional<List<String>> jackson(byte[] bytes) {
    if (!isUtf8(bytes)) {
      return Optional.empty();
    }
    List<String> tokens = new ArrayList<>();
    // From characters: of bytes it would guess the encoding.
    try (JsonParser parser = JACKSON.createParser(new String(bytes, UTF_8))) {
      int depth = 0;
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        if (depth == 0 && !tokens.isEmpty()) {
          return Optional.empty();
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        tokens.add(
            switch (token) {
              case FIELD_NAME -> parser.currentName() + ":";
              case VALUE_STRING -> "text " + parser.getText();
              default -> parser.getText();
            });
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Optional<List<String>> ours(byte[] bytes) {
    try {
      List<String> tokens = new ArrayList<>();
      tokens(JsonReader.read(Arrays.copyOf(bytes, bytes.length)), tokens);
      return Optional.of(tokens);
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static void tokens(Json value, List<String> tokens) {
    switch (value) {
      case JsonObject object -> {
        tokens.add("{");
        for (var field : object.entries()) {
          tokens.add(field.getKey() + ":");
          tokens(field.getValue(), tokens);
        }
        tokens.add("}");
      }
      case JsonArray array -> {
        tokens.add("[");
        array.forEach(item -> tokens(item, tokens));
        tokens.add("]");
      }
      case Json.Text text -> tokens.add("text " + text.value());
      case Json.Scalar scalar -> tokens.add(scalar.toString());
    }
  }
}
