package io.phasegate.reconciler.dgdr.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.dgdr.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no deployment can be called or carry is told before GPUs are spent on it. */
class DeploymentMetadataTest {

  @Test
  void aNameOfV1alpha1ThatCanBeNoneIsNamedByItsOwnField() {
    assertThat(problems("{}", "{name: Bad_Name}"))
        .containsExactly(
            "spec.deploymentOverrides.name of v1alpha1 \"Bad_Name\" can be no name of a"
                + " DynamoGraphDeployment; write at most 63 lower-case letters, digits and dashes,"
                + " beginning and ending with a letter or digit");
  }

  @Test
  void aNameIsTooLongWhereALabelIs() {
    assertThat(problems("{}", "{name: %s}".formatted("a".repeat(63)))).isEmpty();
    assertThat(problems("{}", "{name: %s}".formatted("a".repeat(64)))).hasSize(1);
    assertThat(
            problems("{overrides: {dgd: {metadata: {name: %s}}}}".formatted("a".repeat(64)), "{}"))
        .singleElement()
        .asString()
        .startsWith("spec.overrides.dgd.metadata.name");
  }

  @Test
  void theNameOfV1alpha1DoesNotCountBesideTheOther() {
    assertThat(problems("{overrides: {dgd: {metadata: {name: fine}}}}", "{name: Bad_Name}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{labels: {'bad key!': x}}",
        "{labels: {tier: 'no value'}}",
        "{annotations: {'bad key!': x}}"
      })
  void aLabelOrAnnotationThatIsNoneIsNamed(String overrides) {
    assertThat(problems("{}", overrides))
        .singleElement()
        .asString()
        .startsWith("spec.deploymentOverrides.")
        .contains("of v1alpha1", "must be");
  }

  @Test
  void whatADeploymentCanCarryIsFine() {
    assertThat(
            problems("{}", "{name: '', labels: {tier: gold, a.b/c: ''}, annotations: {n: 'a b!'}}"))
        .isEmpty();
  }

  private static List<String> problems(String spec, String overrides) {
    List<String> problems = new ArrayList<>();
    DeploymentMetadata.check(Requests.tree(spec), Requests.tree(overrides), problems);
    return problems;
  }
}
