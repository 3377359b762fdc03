package io.phasegate.webhook;

import io.phasegate.admission.AdmissionReviews;
import io.phasegate.admission.AdmittedKinds;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.review.ConversionReviews;
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
    var converter = new Converter(registry);
    var conversion =
        new ConversionReviews(converter::convert, fault -> log.error("a conversion failed", fault));
    var admission =
        new AdmissionReviews(
            AdmittedKinds.admission(settings, registry),
            fault -> log.error("a judgement failed", fault));
    return new AllKinds(
        new Reviews(conversion::answer, admission::mutate, admission::validate),
        new ConversionSelfTest(registry, Kinds.samples()));
  }
}
