package io.phasegate.bench.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phasegate.bench.wire.Contender.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many reviews a second the webhook answers over TLS, as a multiple of {@link MinimalServer}.
 * Both are warmed on all cores, then kept to core 0; the load comes from core 1.
 *
 * <p>Usage: {@code Wire RESULTS.json [TURNS [WARM-SECONDS [SCENARIO...]]]}, from the root of the
 * source tree. {@code -Djvm="…"} gives both more JVM options.
 */
public final class Wire {

  private static final int CONNECTIONS = 8;
  private static final double TURN_SECONDS = 1;

  private Wire() {}

  /** One turn of one contender. */
  record Turn(
      String scenario, Name contender, long answers, double seconds, double serverCpuSeconds) {

    double perSecond() {
      return answers / seconds;
    }

    double cpuMicros() {
      return serverCpuSeconds * 1e6 / answers;
    }
  }

  /** Prints a table and writes all turns to a file. */
  public static void main(String[] args) throws Exception {
    Path results = Path.of(args[0]);
    int turns = args.length > 1 ? Integer.parseInt(args[1]) : 15;
    double warmSeconds = args.length > 2 ? Double.parseDouble(args[2]) : 10;
    List<Scenario> scenarios =
        args.length > 3
            ? Arrays.stream(args).skip(3).map(Scenario::valueOf).toList()
            : List.of(Scenario.values());
    List<Turn> all = new ArrayList<>();
    Path directory = Certificates.make();
    try (var ours = new Side(Name.OURS, directory);
        var minimal = new Side(Name.MINIMAL, directory)) {
      List<Side> sides = List.of(ours, minimal);
      for (Side side : sides) {
        side.awaitFirstAnswer();
      }
      for (int half = 0; half < 2; half++) {
        for (Scenario scenario : scenarios) {
          for (Side side : sides) {
            side.run(scenario, warmSeconds / 2);
          }
        }
      }
      // Not earlier: a child keeps to its parent's core, and a JVM there counts one core for good.
      Contender.pin(ProcessHandle.current().pid(), 1);
      for (Side side : sides) {
        side.contender.pin(0);
      }
      System.out.println(Row.HEADING);
      for (Scenario scenario : scenarios) {
        for (Side side : sides) {
          side.run(scenario, 2);
        }
        List<Turn> taken = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
          for (Side side : sides) {
            taken.add(side.run(scenario, TURN_SECONDS));
          }
        }
        System.out.println(Row.of(scenario, taken));
        all.addAll(taken);
      }
    }
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(results.toFile(), Map.of("machine", Machine.describe(), "turns", all));
    System.exit(0);
  }

  /** A contender and its client. */
  private static final class Side implements AutoCloseable {

    private final Name name;
    private final Contender contender;
    private final LoadClient client;
    private final Map<Scenario, List<Call>> calls = new EnumMap<>(Scenario.class);

    Side(Name name, Path directory) throws IOException {
      this.name = name;
      this.contender = Contender.start(name, directory, jvmOptions());
      this.client = new LoadClient(contender.port());
    }

    void awaitFirstAnswer() throws InterruptedException {
      while (true) {
        try {
          run(Scenario.OBJECT_2K, 0.1);
          return;
        } catch (IOException e) {
          if (contender.age().compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalStateException(name + " does not answer", e);
          }
          Thread.sleep(100);
        }
      }
    }

    Turn run(Scenario scenario, double seconds) throws IOException, InterruptedException {
      List<Call> requests = calls.computeIfAbsent(scenario, Scenario::calls);
      Duration before = contender.cpuTime();
      LoadClient.Count count = client.run(requests, CONNECTIONS, scenario.dialsEachTime(), seconds);
      double cpu = contender.cpuTime().minus(before).toNanos() / 1e9;
      return new Turn(scenario.name(), name, count.answers(), count.seconds(), cpu);
    }

    @Override
    public void close() {
      client.close();
      contender.close();
    }
  }

  /** One scenario for people. */
  private static final class Row {

    static final String HEADING =
        "%-28s %9s %9s %7s %7s %8s %8s %7s"
            .formatted("", "ours/s", "least/s", "ratio", "target", "ours us", "least us", "cpu");

    private Row() {}

    static String of(Scenario scenario, List<Turn> turns) {
      List<Turn> ours = turns.stream().filter(turn -> turn.contender == Name.OURS).toList();
      List<Turn> least = turns.stream().filter(turn -> turn.contender == Name.MINIMAL).toList();
      List<Double> ratios = new ArrayList<>();
      List<Double> cpu = new ArrayList<>();
      for (int i = 0; i < ours.size(); i++) {
        ratios.add(ours.get(i).perSecond() / least.get(i).perSecond());
        cpu.add(least.get(i).cpuMicros() / ours.get(i).cpuMicros());
      }
      return String.format(
          Locale.ROOT,
          "%-28s %9.0f %9.0f %7.2f %7.2f %8.0f %8.0f %7.2f",
          scenario.title(),
          median(ours.stream().map(Turn::perSecond).toList()),
          median(least.stream().map(Turn::perSecond).toList()),
          median(ratios),
          scenario.target(),
          median(ours.stream().map(Turn::cpuMicros).toList()),
          median(least.stream().map(Turn::cpuMicros).toList()),
          median(cpu));
    }
  }

  /** What both JVMs are told; the collector is the one that our launcher takes. */
  static List<String> jvmOptions() {
    return List.of(System.getProperty("jvm", "-Xmx512m -XX:+UseSerialGC").split(" "));
  }

  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
