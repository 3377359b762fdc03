package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

  @Test
  void everyCharacterIsSpelledAsJacksonSpellsIt() throws IOException {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x900 ? 1 : 997) {
      if (!Character.isBmpCodePoint(point) || !Character.isSurrogate((char) point)) {
        String text = "before " + Character.toString(point) + " behind";

        assertThat(text(text)).isEqualTo(byJackson(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udfff", "a\ud800b", "\udc00\ud800", "\ud83d\ud83d\ude00"})
  void halfASurrogatePairLeavesAsItCame(String text) throws MalformedJson {
    String json = text(text);

    assertThat(JsonReader.read(json)).isEqualTo(Json.text(text));
    assertThat(JsonReader.read(json.getBytes(UTF_8))).isEqualTo(Json.text(text));
  }

  @Test
  void halfASurrogatePairIsEscaped() {
    assertThat(text("x\ud800")).isEqualTo("\"x\\uD800\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 10_000})
  void roomGrowsWithWhatComes(int room) {
    var out = new JsonBytes(room);

    out.raw("[").text("é".repeat(1_000)).raw(",").raw("{\"a\":1}".getBytes(UTF_8), 5, 1).raw("]");

    assertThat(new String(out.toByteArray(), UTF_8)).isEqualTo("[\"" + "é".repeat(1_000) + "\",1]");
    assertThat(out.size()).isEqualTo(2_006);
    assertThat(out).hasToString("[\"" + "é".repeat(1_000) + "\",1]");
  }

  @Test
  void whatIsLargeLiesInPartsAndIsNeverCopied() {
    var out = new JsonBytes(100);
    String line = "é\"".repeat(50_000);

    for (int i = 0; i < 10; i++) {
      out.text(line).sign(',');
    }

    assertThat(out.parts()).hasSizeGreaterThan(5);
    assertThat(out.size()).isEqualTo(10 * (4 * 50_000 + 3));
    assertThat(out).hasToString(("\"" + "é\\\"".repeat(50_000) + "\",").repeat(10));
    assertThat(out.parts().stream().mapToInt(ByteBuffer::remaining).sum()).isEqualTo(out.size());
  }

  private static String text(String text) {
    return new JsonBytes(0).text(text).toString();
  }

  private static String byJackson(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var generator = new JsonFactory().createGenerator(out)) {
      generator.writeString(text);
    }
    return out.toString(UTF_8);
  }
}
