package io.phasegate.bench;

import io.phasegate.bench.Specimen.From;
import io.phasegate.bench.Specimen.Payload;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One object, bytes to bytes. Microseconds an object. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ObjectBenchmark {

  /** Size in kB (1 000 bytes) of compact JSON. */
  @Param({"2", "10", "50"})
  public int kilobytes;

  /** The version that is converted from. */
  @Param public From from;

  /** What there is to do with payload annotations. */
  @Param public Payload payload;

  private final Converter converter = new Converter(Kinds.registry());
  private byte[] json = {};
  private ApiVersion desired = new ApiVersion("", "");

  /** Makes the object. */
  @Setup
  public void grow() {
    json = JsonWriter.bytes(Specimen.of(from, payload, kilobytes * 1000));
    desired = from.other().version();
  }

  /** The yardstick. */
  @Benchmark
  public byte[] copy() {
    return TokenCopy.copy(json);
  }

  /** What the webhook does with each object of a review. */
  @Benchmark
  public byte[] convert() throws MalformedJson {
    return switch (converter.convert(JsonReader.readObject(json), desired)) {
      case Conversion.Converted(var object) -> {
        var out = new JsonBytes(json.length + json.length / 2);
        JsonWriter.write(object, out);
        yield out.toByteArray();
      }
      case Conversion.Refused(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
