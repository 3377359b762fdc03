package io.phasegate.testkit.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.testkit.generate.Side;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The laws over DynamoGraphDeploymentRequests drawn by lot. More of them: {@code
 * -Dphasegate.laws.rounds=1000000}; others: {@code -Dphasegate.laws.seed=42}.
 */
class DgdrLawsTest {

  private static final int ROUNDS = Integer.getInteger("phasegate.laws.rounds", 10_000);
  private static final long SEED = Long.getLong("phasegate.laws.seed", 20261121L);

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyLawHoldsForEveryObjectDrawn(Side side, TestReporter reporter) {
    reporter.publishEntry("phasegate.laws.seed", Long.toString(SEED));
    var converter = new Converter(Kinds.registry());

    Optional<String> failure =
        new LawRun(DgdrUnderLaw.create(), converter::convert).run(side, SEED, ROUNDS);

    assertThat(failure.orElse("every law holds")).isEqualTo("every law holds");
  }
}
