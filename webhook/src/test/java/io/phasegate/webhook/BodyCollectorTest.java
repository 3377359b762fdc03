package io.phasegate.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

  private static final int MIB = 1024 * 1024;

  @Test
  void piecesComeTogetherInOrder() {
    var body = new BodyCollector(6, 100);

    body.add(Buffer.buffer("abc"));
    body.add(Buffer.buffer("def"));

    assertThat(body.bytes()).asString(US_ASCII).isEqualTo("abcdef");
  }

  @Test
  void nothingIsAnEmptyBody() {
    assertThat(new BodyCollector(-1, 100).bytes()).isEmpty();
  }

  @Test
  void itGrowsBeyondItsFirstRoom() {
    var body = new BodyCollector(-1, MIB);
    byte[] piece = new byte[100_000];

    for (int i = 0; i < 10; i++) {
      assertThat(body.add(Buffer.buffer(piece))).isTrue();
    }

    assertThat(body.bytes()).hasSize(1_000_000);
  }

  @Test
  void memoryFollowsWhatHasArrivedAndNotWhatIsAnnounced() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Buffer piece = Buffer.buffer("x");
    long before = threads.getCurrentThreadAllocatedBytes();

    for (int i = 0; i < 1_000; i++) {
      new BodyCollector(MIB, MIB).add(piece);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000 * 1_000);
  }

  @Test
  void theLimitIsInclusive() {
    var body = new BodyCollector(-1, 3);

    assertThat(body.add(Buffer.buffer("abc"))).isTrue();
    assertThat(body.add(Buffer.buffer("d"))).isFalse();
    assertThat(body.bytes()).asString(US_ASCII).isEqualTo("abc");
  }

  @Test
  void whatIsAnnouncedIsNotBelieved() {
    var body = new BodyCollector(2, 100);

    assertThat(body.add(Buffer.buffer("more than two"))).isTrue();
    assertThat(body.bytes()).asString(US_ASCII).isEqualTo("more than two");
  }
}
