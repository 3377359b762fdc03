package io.phasegate.demo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.demo.RequestWatch.Sighting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How the reconciler drives requests to their end, told while it happens. The reconciler starts
 * with the telling: before that nobody is to touch what conversion is shown on. It works on until
 * this is closed.
 */
final class PhaseStory implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HUB = "v1beta1";

  private final Stage stage;
  private final Screen screen;
  private final InstantSource clock;
  private Optional<DemoReconciler> reconciler = Optional.empty();

  PhaseStory(Stage stage, Screen screen, InstantSource clock) {
    this.stage = stage;
    this.screen = screen;
    this.clock = clock;
  }

  /**
   * Tells it, until every request rests.
   *
   * @param requests that are there
   * @param madeUp for what they refer to
   * @return false when one of them failed, or does not come to rest
   */
  boolean tell(List<Request> requests, MadeUp madeUp) throws IOException {
    screen.chapter("The reconciler drives it through its phases");
    for (Request request : requests) {
      madeUp.referencesOf(hub(request));
    }
    tellWhatIsNotReal(madeUp);
    SequencedMap<Request, RequestState> states = watched(requests);
    boolean asTold = true;
    for (Map.Entry<Request, RequestState> each : states.entrySet()) {
      asTold &= tellEnd(each.getKey(), each.getValue());
    }
    return asTold;
  }

  private JsonObject hub(Request request) throws IOException {
    return stage.api().get(request.url(HUB)).orThrow().json();
  }

  private void tellWhatIsNotReal(MadeUp madeUp) {
    screen.label("played by stand-ins");
    stage.played().forEach(screen::item);
    if (!madeUp.told().isEmpty()) {
      screen.label("made up, because the request names it and nobody here has it");
      madeUp.told().forEach(screen::item);
    }
    screen.line("");
  }

  /** Shows the table, and returns how each request was seen last. */
  private SequencedMap<Request, RequestState> watched(List<Request> requests) {
    var states = new LinkedHashMap<Request, RequestState>();
    requests.forEach(request -> states.put(request, RequestState.of(JsonObject.empty())));
    try (var watch = RequestWatch.on(stage.kubeconfig(), requests)) {
      reconciler = Optional.of(DemoReconciler.start(stage.kubeconfig()));
      Instant start = clock.instant();
      Instant end = start.plus(PATIENCE);
      var table = new PhaseTable(screen, requests.size() > 1);
      while (!states.values().stream().allMatch(RequestState::rests)
          && clock.instant().isBefore(end)) {
        Optional<Sighting> sighting = watch.next(Duration.between(clock.instant(), end));
        if (sighting.isPresent()) {
          Request request = sighting.get().request();
          RequestState state = sighting.get().state();
          states.put(request, state);
          table.show(request, state, Duration.between(start, clock.instant()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return states;
  }

  private boolean tellEnd(Request request, RequestState state) throws IOException {
    screen.line("");
    String name = request.namespace() + "/" + request.name();
    return switch (state.phase()) {
      case "Deployed" -> {
        screen.say(name + " is deployed: " + deployment(request) + "." + inItsWords(request));
        yield true;
      }
      case "Ready" -> {
        screen.say(
            name
                + " is ready: its deployment is generated, and spec.autoApply is false. Set it to"
                + " true, and the deployment is created.");
        yield true;
      }
      case "Failed" -> {
        screen.say(name + " failed: " + state.message());
        yield false;
      }
      default -> {
        screen.say(
            "%s has not come to rest within %d s; the reconciler says: %s"
                .formatted(name, PATIENCE.toSeconds(), readiness()));
        yield false;
      }
    };
  }

  private String deployment(Request request) throws IOException {
    JsonObject status = hub(request).objectAt("status").orElse(JsonObject.empty());
    return "DynamoGraphDeployment %s has %s of %s replicas"
        .formatted(
            status.textAt("dgdName").orElse(""),
            number(status, "deploymentInfo.availableReplicas"),
            number(status, "deploymentInfo.replicas"));
  }

  private static String number(JsonObject status, String path) {
    return status.at(path).map(Json::toString).orElse("0");
  }

  /** Who wrote the old version reads the old words. */
  private String inItsWords(Request request) throws IOException {
    if (request.version().equals(HUB)) {
      return "";
    }
    JsonObject mine = stage.api().get(request.url(request.version())).orThrow().json();
    return " Who reads it as %s sees state %s, and the deployment %s."
        .formatted(
            request.version(),
            mine.textAt("status.state").orElse(""),
            mine.textAt("status.deployment.state").orElse(""));
  }

  private String readiness() throws IOException {
    return reconciler.isPresent() ? reconciler.get().readiness() : "";
  }

  @Override
  public void close() {
    reconciler.ifPresent(DemoReconciler::close);
  }
}
