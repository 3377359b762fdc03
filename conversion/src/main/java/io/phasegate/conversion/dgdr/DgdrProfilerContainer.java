package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * v1alpha1's {@code resources} are those of the hub's container {@code profiler}, found by its name
 * and never by its place (C11). All else about containers is the hub's alone and saved.
 *
 * <p>The schema demands {@code containers} wherever there is a pod spec; so a pod spec that only
 * v1alpha1's fields called for gets {@code containers: []} in a whole object, and such a list is
 * not saved. Likewise a Job's {@code template}: whatever else of the Job or the pod spec is saved
 * keeps the two beside it, for the day when v1alpha1's user takes his fields out. To stand behind
 * the lines of tolerations and nodeSelector.
 */
final class DgdrProfilerContainer implements Mapping {

  private static final Path RESOURCES = Path.of("spec.profilingConfig.resources");
  private static final Path JOB = Path.of("spec.overrides.profilingJob");
  private static final Path TEMPLATE = JOB.key("template");
  private static final Path POD = TEMPLATE.key("spec");
  private static final Path CONTAINERS = POD.key("containers");
  private static final String PROFILER = "profiler";

  @Override
  public List<Path> spokePaths() {
    return List.of(RESOURCES);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(CONTAINERS);
  }

  @Override
  public String says(String spoke, String hub) {
    return "The resources of the container named profiler. All else about containers is saved.";
  }

  @Override
  public void toHub(Trip trip) {
    Optional<List<Json>> saved =
        trip.saved(CONTAINERS).flatMap(Json::asArray).map(DgdrProfilerContainer::withoutResources);
    Optional<Json> resources = trip.take(RESOURCES);
    if (resources.isPresent()) {
      trip.put(CONTAINERS, JsonArray.of(withResources(saved.orElse(List.of()), resources.get())));
      trip.forget(CONTAINERS);
    } else if (saved.isPresent()) {
      trip.remember(CONTAINERS, JsonArray.of(saved.get()));
    }
    boolean calledFor = trip.isWhole() && trip.target(POD).isPresent();
    if (calledFor && trip.isFree(CONTAINERS) && trip.saved(CONTAINERS).isEmpty()) {
      trip.put(CONTAINERS, JsonArray.empty());
    }
  }

  @Override
  public void toSpoke(Trip trip) {
    trip.forget(RESOURCES);
    Optional<JsonArray> containers = trip.live(CONTAINERS).flatMap(Json::asArray);
    if (containers.isEmpty()) {
      return;
    }
    List<Json> rest = new ArrayList<>(containers.get().items());
    OptionalInt profiler = profilerIn(rest);
    boolean tookResources = profiler.isPresent() && takeResources(trip, rest, profiler.getAsInt());
    boolean tookOthers = !trip.original().at(POD).equals(trip.live(POD));
    boolean nothingElse =
        trip.live(POD).flatMap(Json::asObject).filter(pod -> pod.size() == 1).isPresent();
    if (trip.isWhole() && rest.isEmpty() && nothingElse && (tookResources || tookOthers)) {
      trip.take(CONTAINERS);
    } else {
      trip.leave(CONTAINERS, JsonArray.of(rest));
    }
    if (trip.live(TEMPLATE).isEmpty() && trip.live(JOB).isPresent()) {
      trip.leave(TEMPLATE, JsonObject.empty());
    }
  }

  /** Takes the resources of one container, and the container too if that was all it was. */
  private static boolean takeResources(Trip trip, List<Json> containers, int index) {
    JsonObject container = containers.get(index).asObject().orElseThrow();
    Optional<Json> resources = container.get("resources");
    if (resources.isEmpty()) {
      return false;
    }
    trip.put(RESOURCES, resources.get());
    JsonObject rest = named(container.without("resources"));
    // Alone it can be made again; among others it must keep its place in the list.
    if (containers.size() == 1 && rest.size() == 1) {
      containers.clear();
    } else {
      containers.set(index, rest);
    }
    return true;
  }

  private static List<Json> withoutResources(JsonArray containers) {
    List<Json> rest = new ArrayList<>(containers.items());
    profilerIn(rest)
        .ifPresent(index ->
            rest.set(index, named(rest.get(index).asObject().orElseThrow()).without("resources")));
    return rest;
  }

  private static List<Json> withResources(List<Json> containers, Json resources) {
    List<Json> all = new ArrayList<>(containers);
    OptionalInt profiler = profilerIn(all);
    if (profiler.isPresent()) {
      JsonObject container = all.get(profiler.getAsInt()).asObject().orElseThrow();
      all.set(profiler.getAsInt(), container.with("resources", resources));
    } else {
      all.add(JsonObject.of("name", Json.text(PROFILER)).with("resources", resources));
    }
    return all;
  }

  /** The container named profiler; where there is none, the first without a name stands for it. */
  private static OptionalInt profilerIn(List<Json> containers) {
    OptionalInt byName = firstNamed(PROFILER, containers);
    return byName.isPresent() ? byName : firstNamed("", containers);
  }

  private static OptionalInt firstNamed(String name, List<Json> containers) {
    for (int i = 0; i < containers.size(); i++) {
      if (nameOf(containers.get(i)).equals(Optional.of(name))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<String> nameOf(Json container) {
    return container
        .asObject()
        .map(object -> object.has("name") ? object.textAt("name").orElse("(no string)") : "");
  }

  private static JsonObject named(JsonObject container) {
    return nameOf(container).equals(Optional.of(""))
        ? container.with("name", Json.text(PROFILER))
        : container;
  }
}
