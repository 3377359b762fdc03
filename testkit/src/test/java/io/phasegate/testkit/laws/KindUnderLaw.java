package io.phasegate.testkit.laws;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.testkit.generate.KindGenerator;
import io.phasegate.testkit.generate.Side;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the laws must know of a kind.
 *
 * @param relations fields that move together, beyond what the lines of the table say
 * @param coupled hub ends of pairs whose value is not simply the other end's
 * @param held fields that both versions hold, beyond the pairs that are not coupled
 * @param completed an object of such fields with what it takes for both versions to hold all of it
 * @param falseIsAbsent spoke fields for which {@code false} and absent are one
 * @param hubNormal a hub object after the one change that conversion may make to it
 * @param looserInSpoke hub fields that refuse what the spoke's schema accepts, as {@code
 *     spec.model}
 */
record KindUnderLaw(
    CustomResourceDefinition crd,
    ConversionTable table,
    KindGenerator generator,
    List<Relation> relations,
    Set<Path> coupled,
    List<Held> held,
    BiFunction<Side, JsonObject, JsonObject> completed,
    Set<Path> falseIsAbsent,
    UnaryOperator<JsonObject> hubNormal,
    Set<String> looserInSpoke) {

  /**
   * Fields of the spoke and of the hub that move together: an edit of one may change all others.
   */
  record Relation(List<Path> spoke, List<Path> hub) {

    List<Path> paths(Side side) {
      return side == Side.SPOKE ? spoke : hub;
    }
  }

  /** A field that both versions hold as long as its value is one of these. */
  record Held(Path spoke, Path hub, Predicate<Json> values) {

    Path path(Side side) {
      return side == Side.SPOKE ? spoke : hub;
    }
  }
}
