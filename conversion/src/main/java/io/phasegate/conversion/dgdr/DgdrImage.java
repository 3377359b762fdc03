package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.List;
import java.util.Optional;

/**
 * Two images of v1alpha1, one of the hub: {@code profilerImage} is {@code image}; where it is empty
 * or absent, {@code workersImage} takes its place.
 *
 * <p>A workersImage beside a profilerImage is saved, and comes back while the hub names any image
 * (ruling 27). One that stood in for the profilerImage comes back while the hub's image is still
 * the same; otherwise the new image is the profiler's and the old workersImage is gone (C7).
 */
final class DgdrImage implements Mapping {

  private static final Path PROFILER = Path.of("spec.profilingConfig.profilerImage");
  private static final Path WORKERS = Path.of("spec.deploymentOverrides.workersImage");
  private static final Path IMAGE = Path.of("spec.image");

  @Override
  public List<Path> spokePaths() {
    return List.of(PROFILER);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(IMAGE);
  }

  @Override
  public String says(String spoke, String hub) {
    return "Where profilerImage is absent or empty, workersImage is the image. Beside a"
        + " profilerImage, workersImage is saved.";
  }

  @Override
  public void toHub(Trip trip) {
    if (trip.saved(IMAGE).filter(DgdrImage::isNamed).isPresent()) {
      trip.forget(IMAGE);
    }
    Optional<Json> profiler = trip.live(PROFILER);
    Optional<Json> workers = trip.live(WORKERS).filter(DgdrImage::isNamed);
    if (profiler.filter(DgdrImage::isNamed).isPresent()) {
      trip.put(IMAGE, profiler.get());
      trip.take(PROFILER);
    } else if (workers.isPresent()) {
      trip.put(IMAGE, workers.get());
      if (profiler.isEmpty()) {
        trip.noteAbsent(PROFILER);
      }
    }
  }

  @Override
  public void toSpoke(Trip trip) {
    Optional<Json> image = trip.live(IMAGE).filter(DgdrImage::isNamed);
    Optional<Json> workers = trip.saved(WORKERS).filter(DgdrImage::isNamed);
    boolean workersStoodIn =
        workers.isPresent() && (trip.wasAbsent(PROFILER) || trip.saved(PROFILER).isPresent());

    if (workersStoodIn && image.equals(workers)) {
      trip.take(IMAGE);
      return;
    }
    boolean savedEmpty = trip.saved(PROFILER).filter(any -> !isNamed(any)).isPresent();
    if (workersStoodIn || image.isPresent() || !savedEmpty) {
      trip.forget(PROFILER);
    }
    if (workersStoodIn || (workers.isPresent() && image.isEmpty())) {
      trip.forget(WORKERS);
    }
    if (image.isPresent()) {
      trip.take(IMAGE);
      trip.put(PROFILER, image.get());
    }
  }

  private static boolean isNamed(Json image) {
    return !image.isText("");
  }
}
