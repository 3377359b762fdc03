package io.phasegate.conversion;

import static io.phasegate.conversion.table.ConversionTable.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.phasegate.conversion.ConversionRegistry.Kind;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.crd.CustomResourceDefinition.Version;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversionRegistryTest {

  private static final ConversionTable TOY =
      table("toys.io", "Toy").spoke("v1alpha1").hub("v1").part("spec", "toys.io/spec").build();

  @Test
  void servedVersionWithoutATableIsAStartFailure() {
    var crd = crd(version("v1alpha1", false), version("v1", true), version("v2", false));

    assertThatIllegalStateException()
        .isThrownBy(() -> ConversionRegistry.of(List.of(new Kind(crd, TOY))))
        .withMessage(
            "Toy.toys.io is served as [v1, v1alpha1, v2], but its conversion table knows [v1,"
                + " v1alpha1]");
  }

  @Test
  void hubThatIsNotTheStorageVersionIsAStartFailure() {
    var crd = crd(version("v1alpha1", true), version("v1", false));

    assertThatIllegalStateException()
        .isThrownBy(() -> ConversionRegistry.of(List.of(new Kind(crd, TOY))))
        .withMessage(
            "Toy.toys.io is stored as v1alpha1, but the hub of its conversion table is v1");
  }

  @Test
  void ourOwnKindsFitTheirCrds() {
    assertThat(Kinds.registry().tables())
        .extracting(ConversionTable::kind)
        .containsExactly("DynamoGraphDeploymentRequest");
  }

  private static CustomResourceDefinition crd(Version... versions) {
    return new CustomResourceDefinition(
        "toys.io", "Toy", "toys", List.of(), true, List.of(versions));
  }

  private static Version version(String name, boolean storage) {
    return new Version(name, true, storage, "", JsonObject.empty());
  }
}
