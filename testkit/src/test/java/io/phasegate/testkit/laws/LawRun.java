package io.phasegate.testkit.laws;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import io.phasegate.conversion.yaml.YamlWriter;
import io.phasegate.testkit.generate.Dice;
import io.phasegate.testkit.generate.Drawn;
import io.phasegate.testkit.generate.Edit;
import io.phasegate.testkit.generate.Shrinker;
import io.phasegate.testkit.generate.Side;
import java.util.Optional;

/** Draws objects of one side and tries the laws on each, until one does not hold. */
final class LawRun {

  private final KindUnderLaw kind;
  private final Conversions converter;
  private final ConversionLaws laws;

  LawRun(KindUnderLaw kind, Conversions converter) {
    this.kind = kind;
    this.converter = converter;
    this.laws = new ConversionLaws(kind, converter);
  }

  /**
   * Tries the laws on {@code rounds} draws; draw number n has the seed {@code seed + n}.
   *
   * @return what a person needs to know of the first failure; empty when there is none
   */
  Optional<String> run(Side side, long seed, int rounds) {
    var batch = new BatchLaw(kind.table(), side, converter);
    for (int i = 0; i < rounds; i++) {
      Facts.Draw draw = draw(side, seed + i);
      Optional<Breach> breach = laws.check(draw);
      if (breach.isPresent()) {
        return Optional.of(report(draw, breach.get(), seed + i));
      }
      Optional<Breach> inBatch = batch.add(draw.source(), i + 1 == rounds);
      if (inBatch.isPresent()) {
        return Optional.of("seed %d and before: %s".formatted(seed + i, inBatch.get()));
      }
    }
    return Optional.empty();
  }

  /** The draw of a seed: an object, and an edit to make to it in the other version. */
  private Facts.Draw draw(Side side, long seed) {
    Dice dice = Dice.of(seed);
    Drawn drawn = kind.generator().draw(side, dice);
    JsonObject there = kind.generator().converted(drawn.object(), side.other());
    Edit edit = kind.generator().edit(there, side.other(), dice);
    return new Facts.Draw(side, drawn.object(), drawn.payloadsAreSound(), edit);
  }

  private String report(Facts.Draw draw, Breach breach, long seed) {
    Facts.Draw smallest = smallest(draw, breach);
    Breach last = laws.check(smallest).orElse(breach);
    String version = draw.side().version(kind.table()).toString();
    return """
    This law does not hold: %s.
    %s
    Again: -Dphasegate.laws.seed=%d -Dphasegate.laws.rounds=1 (%s)
    Smallest %s object found:

    %s
    Edited in the other version: %s
    """
        .formatted(
            last.law(),
            last.how(),
            seed,
            draw.side(),
            version,
            YamlWriter.text(smallest.source()),
            smallest.edit());
  }

  /** The object made small, then the value of the edit. */
  private Facts.Draw smallest(Facts.Draw draw, Breach breach) {
    JsonObject source =
        Shrinker.shrink(draw.source(), object -> fails(with(draw, object), draw.source(), breach));
    Facts.Draw small = with(draw, source);
    if (!(draw.edit() instanceof Edit.Put(var path, var value))) {
      return small;
    }
    JsonObject smallValue =
        Shrinker.shrink(
            JsonObject.of("value", value),
            object ->
                object
                    .get("value")
                    .filter(smaller ->
                        fails(with(small, new Edit.Put(path, smaller)), draw.source(), breach))
                    .isPresent());
    Json last = smallValue.get("value").orElse(value);
    return with(small, new Edit.Put(path, last));
  }

  private boolean fails(Facts.Draw draw, JsonObject original, Breach breach) {
    return draw.source().has("apiVersion")
        && draw.source().has("kind")
        && (!draw.sound() || keepsPayloads(draw.source(), original))
        && laws.check(draw).filter(found -> found.law().equals(breach.law())).isPresent();
  }

  /** A sound payload cut in two is no sound payload; it goes as a whole or stays. */
  private boolean keepsPayloads(JsonObject smaller, JsonObject original) {
    return kind.table().parts().stream()
        .map(part -> Path.of("metadata.annotations").key(part.payloadKey()))
        .allMatch(path -> smaller.at(path).isEmpty() || smaller.at(path).equals(original.at(path)));
  }

  private static Facts.Draw with(Facts.Draw draw, JsonObject source) {
    return new Facts.Draw(draw.side(), source, draw.sound(), draw.edit());
  }

  private static Facts.Draw with(Facts.Draw draw, Edit edit) {
    return new Facts.Draw(draw.side(), draw.source(), draw.sound(), edit);
  }
}
