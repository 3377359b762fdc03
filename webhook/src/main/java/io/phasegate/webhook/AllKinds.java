package io.phasegate.webhook;

import io.phasegate.admission.Admission;
import io.phasegate.admission.AdmissionReviews;
import io.phasegate.admission.AdmittedKinds;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.review.ConversionReviews;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process does for every kind of Phasegate: the one place where rules and tables meet the
 * server.
 *
 * @param reviews answers to the three paths
 * @param selfTest over every registered conversion
 */
public record AllKinds(Reviews reviews, SelfTest selfTest) {

  private static final Logger log = LoggerFactory.getLogger(AllKinds.class);

  /**
   * Reads the CRDs and builds tables and rules.
   *
   * @throws IllegalStateException when they do not fit; the process must not start then
   */
  public static AllKinds with(Settings settings) {
    ConversionRegistry registry = Kinds.registry();
    Admission rules = AdmittedKinds.admission(settings, registry);
    var meters = new KindMeters(registry, rules.kinds());
    var quietLog = new QuietLog(InstantSource.system());
    var conversion =
        new ConversionReviews(
            watched(new Converter(registry), meters),
            fault -> report("a conversion", fault, quietLog));
    var admission =
        new AdmissionReviews(
            rules, meters::judged, fault -> report("a judgement", fault, quietLog));
    return new AllKinds(
        new Reviews(conversion::answer, admission::mutate, admission::validate, meters),
        new ConversionSelfTest(registry, Kinds.samples()));
  }

  private static Conversions watched(Converter converter, KindMeters meters) {
    return (object, desired, demand) -> {
      Conversion conversion = converter.convert(object, desired, demand);
      meters.converted(object, desired, conversion);
      return conversion;
    };
  }

  private static void report(String what, Throwable fault, QuietLog quietLog) {
    quietLog.tell(
        what, more -> log.error("{} failed: {}{}", what, Breakdown.describe(fault), more));
  }
}
