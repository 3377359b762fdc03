package io.phasegate.bench.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phasegate.bench.wire.Contender.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From the start of a process to its first correct answer to {@code /convert} over TLS, and the
 * memory it holds after 10 000 reviews: ours and {@link MinimalServer} in turn, each without and
 * with an AOT cache of its own.
 *
 * <p>Usage: {@code StartUp RESULTS.json [ROUNDS [REVIEWS]]}, from the root of the source tree.
 * {@code -Djvm="…"} gives both more JVM options.
 */
public final class StartUp {

  private static final int TRAINING = 2_000;
  private static final double TARGET = 1.15;

  private StartUp() {}

  /** One start. */
  record Start(
      Name contender, boolean cached, double firstAnswerMillis, double cpuMillis, long mib) {}

  /** Prints a table and writes all starts to a file. */
  public static void main(String[] args) throws Exception {
    Path results = Path.of(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
    int reviews = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
    Path directory = Certificates.make();
    for (Name name : Name.values()) {
      start(name, directory, true, "-XX:AOTCacheOutput=" + cache(directory, name), TRAINING);
    }
    List<Start> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (boolean cached : new boolean[] {false, true}) {
        for (Name name : Name.values()) {
          String option = cached ? "-XX:AOTCache=" + cache(directory, name) : "";
          all.add(start(name, directory, cached, option, reviews));
        }
      }
    }
    System.out.printf("%-10s %34s %34s %34s%n", "", "first answer ms", "until then, CPU ms", "MiB");
    for (boolean cached : new boolean[] {false, true}) {
      System.out.println(row(cached, all));
    }
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(results.toFile(), Map.of("machine", Machine.describe(), "starts", all));
    System.exit(0);
  }

  private static Path cache(Path directory, Name name) {
    return directory.resolve(name + ".aot");
  }

  private static Start start(Name name, Path directory, boolean cached, String option, int reviews)
      throws IOException, InterruptedException {
    List<String> jvm = new ArrayList<>(Wire.jvmOptions());
    if (!option.isEmpty()) {
      jvm.add(option);
    }
    try (var contender = Contender.start(name, directory, jvm);
        var client = new LoadClient(contender.port())) {
      List<Call> calls = Scenario.OBJECT_2K.calls();
      while (!isAnswered(client, calls)) {
        Thread.sleep(2);
      }
      double millis = contender.age().toNanos() / 1e6;
      double cpu = contender.cpuTime().toNanos() / 1e6;
      long answers = 1;
      while (answers < reviews) {
        answers += client.run(calls, 8, false, 0.2).answers();
      }
      return new Start(name, cached, millis, cpu, contender.residentMib());
    }
  }

  private static boolean isAnswered(LoadClient client, List<Call> calls)
      throws InterruptedException {
    try {
      return client.run(calls, 1, true, 0).answers() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String row(boolean cached, List<Start> all) {
    var ours = new ArrayList<Start>();
    var least = new ArrayList<Start>();
    for (Start start : all) {
      if (start.cached == cached) {
        (start.contender == Name.OURS ? ours : least).add(start);
      }
    }
    return "%-10s %34s %34s %34s"
        .formatted(
            cached ? "AOT cache" : "no cache",
            compare(
                ours.stream().map(Start::firstAnswerMillis).toList(),
                least.stream().map(Start::firstAnswerMillis).toList()),
            compare(
                ours.stream().map(Start::cpuMillis).toList(),
                least.stream().map(Start::cpuMillis).toList()),
            compare(
                ours.stream().map(start -> (double) start.mib).toList(),
                least.stream().map(start -> (double) start.mib).toList()));
  }

  /** Medians of both, and of how many times the one is the other. */
  private static String compare(List<Double> ours, List<Double> least) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      times.add(ours.get(i) / least.get(i));
    }
    return String.format(
        Locale.ROOT,
        "%.0f / %.0f = %.2f (at most %.2f)",
        Wire.median(ours),
        Wire.median(least),
        Wire.median(times),
        TARGET);
  }
}
