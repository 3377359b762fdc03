package io.phasegate.testkit.laws;

import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.testkit.generate.Side;

/** The schemas of a kind's two versions. */
record Schemas(StructuralSchema spoke, StructuralSchema hub) {

  static Schemas of(KindUnderLaw kind) {
    return new Schemas(of(kind, Side.SPOKE), of(kind, Side.HUB));
  }

  private static StructuralSchema of(KindUnderLaw kind, Side side) {
    String version = side.version(kind.table()).version();
    return StructuralSchema.of(kind.crd().version(version).orElseThrow().schema());
  }

  StructuralSchema of(Side side) {
    return side == Side.SPOKE ? spoke : hub;
  }
}
