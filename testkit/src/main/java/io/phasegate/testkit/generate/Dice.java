package io.phasegate.testkit.generate;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that can be repeated: equal seeds give equal throws. Not for more than one thread. */
public final class Dice {

  private final SplittableRandom random;

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** Dice that always throw the same for the same seed. */
  public static Dice of(long seed) {
    return new Dice(new SplittableRandom(seed));
  }

  /** Dice for a part of the work: how often they are thrown does not change what these throw. */
  public Dice split() {
    return new Dice(random.split());
  }

  /** A number from zero up to but not including {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** True in so many of a hundred cases. */
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of several, which must not be empty. */
  public <T> T pick(List<? extends T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
