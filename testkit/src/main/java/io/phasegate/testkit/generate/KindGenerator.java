package io.phasegate.testkit.generate;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;

/**
 * Draws objects of both versions of a kind, with what earlier conversions may have left on them.
 * Safe for many threads.
 */
public final class KindGenerator {

  private final ConversionTable table;
  private final ObjectGenerator spoke;
  private final ObjectGenerator hub;
  private final PrivateAnnotations annotations;

  private KindGenerator(ConversionTable table, ObjectGenerator spoke, ObjectGenerator hub) {
    this.table = table;
    this.spoke = spoke;
    this.hub = hub;
    this.annotations = new PrivateAnnotations(table, this);
  }

  /** Reads the schemas of a kind, with the surprises that each of its versions holds. */
  public static KindGenerator of(
      CustomResourceDefinition crd, ConversionTable table, Surprises inSpoke, Surprises inHub) {
    return new KindGenerator(
        table,
        generator(crd, table.kind(), Side.SPOKE.version(table), inSpoke),
        generator(crd, table.kind(), Side.HUB.version(table), inHub));
  }

  private static ObjectGenerator generator(
      CustomResourceDefinition crd, String kind, ApiVersion version, Surprises surprises) {
    JsonObject schema = crd.version(version.version()).orElseThrow().schema();
    return ObjectGenerator.of(version, kind, schema, surprises);
  }

  /** Draws an object of one version, with or without private annotations. */
  public Drawn draw(Side side, Dice dice) {
    Mode mode = Mode.draw(dice);
    return annotations.leave(draw(side, dice, mode), side, dice);
  }

  /** Draws an object of one version without private annotations. */
  public JsonObject draw(Side side, Dice dice, Mode mode) {
    return (side == Side.SPOKE ? spoke : hub).draw(dice, mode);
  }

  /** An edit of an object of one version, as its users might make it. */
  public Edit edit(JsonObject object, Side side, Dice dice) {
    JsonObject donor = draw(side, dice, dice.chance(70) ? Mode.SPARSE : Mode.HOSTILE);
    return new Edits(table, side, dice).draw(object, donor);
  }

  /** What an object of the other version becomes on this side, payloads and all. */
  public JsonObject converted(JsonObject object, Side to) {
    Conversion conversion = to == Side.HUB ? table.toHub(object) : table.toSpoke(object);
    return switch (conversion) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused(var reason) ->
          throw new IllegalStateException("a drawn object was refused: " + reason);
    };
  }
}
