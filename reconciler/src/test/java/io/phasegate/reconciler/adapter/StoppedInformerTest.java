package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What is said of an informer that has stopped. */
class StoppedInformerTest {

  @Test
  void aServerThatIsBusyIsNobodysObject() {
    var busy =
        new KubernetesClientException(
            "Failure executing: GET",
            429,
            new StatusBuilder().withCode(429).withMessage("storage is (re)initializing").build());

    var stopped = StoppedInformer.of("Widget", new CompletionException(busy));

    assertThat(stopped.state().sentence())
        .startsWith("objects of kind Widget could not be listed: ")
        .contains("storage is (re)initializing")
        .doesNotContain("delete");
    assertThat(stopped.needsHelp()).isFalse();
  }

  @Test
  void anAnswerThatCannotBeReadIsAboutAnObject() {
    var unreadable =
        new KubernetesClientException(
            "An error has occurred.",
            new IllegalArgumentException("divisor:\n\"\" is no quantity"));

    var stopped = StoppedInformer.of("Widget", new CompletionException(unreadable));

    assertThat(stopped.state().sentence())
        .isEqualTo(
            "what the API server has of kind Widget cannot be read; correct or delete the object"
                + " that it is about: divisor: \"\" is no quantity");
    assertThat(stopped.needsHelp()).isTrue();
  }
}
