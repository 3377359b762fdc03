package io.phasegate.reconciler.engine.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phasegate.reconciler.engine.config.ConfigMerge;
import io.phasegate.reconciler.engine.config.SharedConfig;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** spec/engine.md 10.5, case 86, and the merge of 1.10. */
class ConfigCasesTest {

  private static ResourceRef named(String name) {
    return new ResourceRef("aim.eai.amd.com/v1alpha1", "AIMRuntimeConfig", "team-a", name);
  }

  private static FetchResult<String> resolve(
      String name, FetchResult<String> near, FetchResult<String> far) {
    return SharedConfig.resolve(named(name), () -> near, () -> far, (a, b) -> a + " over " + b);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String merged(Profile profile, String upper, String lower) {
    return new ConfigMerge(Set.of("env"), profile)
        .merge(json(upper), json(lower))
        .toString()
        .replace('"', '\'');
  }

  @Test
  void case86NoDefaultConfigIsNoError() {
    var result = resolve("default", FetchResult.absent(named("x")), FetchResult.absent(named("x")));

    assertThat(result.error()).isEmpty();
    assertThat(result.value()).isEmpty();
  }

  @Test
  void case86ANamedConfigThatIsNowhereIsAMissingReference() {
    var result = resolve("x", FetchResult.absent(named("x")), FetchResult.absent(named("x")));

    assertThat(result.isAbsent()).isTrue();
    assertThat(result.error().orElseThrow().category())
        .isEqualTo(ErrorCategory.MISSING_UPSTREAM_DEPENDENCY);
    assertThat(result.error().orElseThrow().reason()).isEqualTo("ConfigNotFound");
  }

  @Test
  void case86AnOutageInTheNamespaceEndsTheSearch() {
    List<String> asked = new ArrayList<>();
    var outage = CategorizedError.infrastructure("ServiceUnavailable", "500");

    var result =
        SharedConfig.<String>resolve(
            named("x"),
            () -> FetchResult.failed(named("x"), outage),
            () -> {
              asked.add("cluster");
              return FetchResult.found("c");
            },
            (a, _) -> a);

    assertThat(result.error()).contains(outage);
    assertThat(asked).isEmpty();
  }

  @Test
  void theNamespacesConfigLiesOverTheClusters() {
    assertThat(resolve("x", FetchResult.found("ns"), FetchResult.found("cluster")).value())
        .contains("ns over cluster");
    assertThat(resolve("x", FetchResult.absent(named("x")), FetchResult.found("cluster")).value())
        .contains("cluster");
  }

  @Test
  void anExplicitFalseOrZeroOverrides() {
    String upper = "{'routing':{'enabled':false},'headroom':0}";
    String lower = "{'routing':{'enabled':true,'path':'/x'},'headroom':10}";

    assertThat(merged(Profile.standard(), upper, lower))
        .isEqualTo("{'routing':{'enabled':false,'path':'/x'},'headroom':0}");
    assertThat(merged(Profile.parity(), upper, lower)).isEqualTo(lower);
  }

  @Test
  void listsOfNamedEntriesAreMergedByName() {
    assertThat(
            merged(
                Profile.standard(),
                "{'env':[{'name':'B','value':'2'},{'name':'C'}],'match':['z']}",
                "{'env':[{'name':'A'},{'name':'B','value':'1'}],'match':['x','y']}"))
        .isEqualTo("{'env':[{'name':'A'},{'name':'B','value':'2'},{'name':'C'}],'match':['z']}");
  }
}
