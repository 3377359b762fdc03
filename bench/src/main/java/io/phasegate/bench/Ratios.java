package io.phasegate.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.phasegate.bench.Specimen.From;
import io.phasegate.bench.Specimen.Payload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Conversion as a multiple of the yardstick, for a machine that others use at the same time. JMH
 * measures what a clock on the wall shows, and a busy neighbour is in its figures. Here the two
 * take turns every few milliseconds, and what counts is the processor time of this process, that of
 * the garbage collector included.
 *
 * <p>Usage: {@code Ratios ROUNDS [KILOBYTES...]}; without a size, reviews of 1 500 objects.
 */
public final class Ratios {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** How many bytes one turn works through, so that a turn is long beside the clock's tick. */
  private static final int TURN = 40_000_000;

  /** Written and never read, so that the compiler cannot leave the work out. */
  private static volatile int length;

  private Ratios() {}

  /** What is measured; each tells how many bytes it made. */
  private record Contest(String name, int bytes, Callable<Integer> copy, Callable<Integer> ours) {

    private int times() {
      return Math.max(1, TURN / bytes);
    }
  }

  /** Prints a table. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    List<Contest> contests = new ArrayList<>();
    for (From from : From.values()) {
      if (args.length == 1) {
        contests.add(review(from));
      }
      for (int i = 1; i < args.length; i++) {
        for (Payload payload : Payload.values()) {
          contests.add(object(from, payload, Integer.parseInt(args[i])));
        }
      }
    }
    System.out.printf(
        "%-24s %9s %11s %11s %6s %16s%n",
        "", "bytes", "copy MB/s", "ours MB/s", "times", "alloc per byte");
    for (Contest contest : contests) {
      print(contest, rounds);
    }
  }

  private static Contest object(From from, Payload payload, int kilobytes) {
    var benchmark = new ObjectBenchmark();
    benchmark.from = from;
    benchmark.payload = payload;
    benchmark.kilobytes = kilobytes;
    benchmark.grow();
    return new Contest(
        "%d kB %s %s".formatted(kilobytes, from, payload),
        benchmark.copy().length,
        () -> benchmark.copy().length,
        () -> benchmark.convert().length);
  }

  private static Contest review(From from) {
    var benchmark = new ReviewBenchmark();
    benchmark.from = from;
    benchmark.objects = 1500;
    benchmark.write();
    return new Contest(
        "1500 x 10 kB " + from,
        benchmark.copy().length,
        () -> benchmark.copy().length,
        () -> benchmark.answer().size());
  }

  private static void print(Contest contest, int rounds) throws Exception {
    List<Double> copy = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      copy.add(nanos(contest, contest.copy));
      ours.add(nanos(contest, contest.ours));
    }
    double copying = median(copy);
    double converting = median(ours);
    System.out.printf(
        "%-24s %9d %11.0f %11.0f %6.2f %16.1f%n",
        contest.name,
        contest.bytes,
        contest.bytes * 1e3 / copying,
        contest.bytes * 1e3 / converting,
        converting / copying,
        (double) allocated(contest.ours) / contest.bytes);
  }

  private static double nanos(Contest contest, Callable<Integer> work) throws Exception {
    long before = PROCESS.getProcessCpuTime();
    for (int i = 0; i < contest.times(); i++) {
      length = work.call();
    }
    return (double) (PROCESS.getProcessCpuTime() - before) / contest.times();
  }

  private static long allocated(Callable<Integer> work) throws Exception {
    long before = THREAD.getCurrentThreadAllocatedBytes();
    length = work.call();
    return THREAD.getCurrentThreadAllocatedBytes() - before;
  }

  /** Of the second half, when the compiler has done its work. */
  private static double median(List<Double> values) {
    List<Double> warm = values.subList(values.size() / 2, values.size()).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }
}
