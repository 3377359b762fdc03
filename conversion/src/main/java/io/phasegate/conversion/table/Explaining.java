package io.phasegate.conversion.table;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells from what the lines did, and from what was saved, what became of each field. */
final class Explaining {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private final String spoke;
  private final String hub;
  private final JsonObject source;
  private final JsonObject target;
  private final List<Leg> legs;
  private final List<Saved> saved;
  private final String targetVersion;

  /** The parts whose payload was good, so that nothing older was read for them. */
  private final Set<Path> partsWithPayload;

  private final SequencedSet<Fate> fates = new LinkedHashSet<>();
  private final List<Path> told = new ArrayList<>();

  /**
   * A finished conversion.
   *
   * @param saved what was written into annotations
   */
  Explaining(
      ConversionTable table,
      JsonObject source,
      JsonObject target,
      List<Leg> legs,
      List<Saved> saved) {
    this.spoke = table.spoke();
    this.hub = table.hub();
    this.source = source;
    this.target = target;
    this.legs = legs;
    this.saved = saved;
    String version = ApiVersion.of(target.textAt("apiVersion").orElse("")).version();
    this.targetVersion = version;
    this.partsWithPayload =
        legs.stream()
            .map(Leg::part)
            .filter(part ->
                text(source, part.payloadKey())
                    .flatMap(text -> Payload.read(part.path(), text, version))
                    .isPresent())
            .map(Part::path)
            .collect(Collectors.toUnmodifiableSet());
  }

  List<Fate> fates(List<LineAccount.Entry> entries) {
    tellWhatNoLineIsAbout();
    entries.forEach(this::tellLine);
    saved.forEach(this::tellSaved);
    legs.forEach(leg -> tellRead(leg, entries));
    legs.forEach(leg -> tellUnread(leg.part()));
    legs.forEach(this::tellRest);
    return List.copyOf(fates);
  }

  private void tellWhatNoLineIsAbout() {
    Set<Path> parts = Set.copyOf(legs.stream().map(leg -> leg.part().path()).toList());
    for (var field : source.entries()) {
      Path path = Path.of("").key(field.getKey());
      if (!parts.contains(path)) {
        for (Path leaf : Leaves.of(field.getValue(), path).keySet()) {
          if (target.at(leaf).equals(source.at(leaf))) {
            fates.add(new Fate.Copied(leaf));
          }
        }
      }
    }
  }

  private void tellLine(LineAccount.Entry entry) {
    SequencedSet<Path> from = new LinkedHashSet<>(entry.looked());
    from.addAll(entry.took());
    String says = entry.line().says(spoke, hub);
    if (entry.put().isEmpty()) {
      entry.took().stream()
          .flatMap(path -> leaves(path).stream())
          .forEach(leaf -> fates.add(new Fate.LeftOut(leaf, whyLeftOut(leaf, says))));
      told.addAll(entry.took());
    } else if (isPlain(entry)) {
      tellMove(entry.took().getFirst(), entry.put().getFirst());
    } else {
      List<Path> closest =
          from.stream()
              .filter(path ->
                  from.stream().noneMatch(other -> !other.equals(path) && other.startsWith(path)))
              .toList();
      entry.put().forEach(to -> fates.add(new Fate.Shaped(closest, to, says)));
      told.addAll(from);
    }
  }

  private String whyLeftOut(Path leaf, String says) {
    return leaf.startsWith(ANNOTATIONS)
        ? "In %s the field itself says this; the annotation is a leftover.".formatted(spoke)
        : says;
  }

  /** One value went from one place to another, and is the same value there. */
  private boolean isPlain(LineAccount.Entry entry) {
    return entry.took().size() == 1
        && entry.put().size() == 1
        && source.at(entry.took().getFirst()).equals(target.at(entry.put().getFirst()));
  }

  private void tellMove(Path from, Path to) {
    for (Path leaf : leaves(from)) {
      fates.add(
          from.equals(to) ? new Fate.Copied(leaf) : new Fate.Moved(leaf, leaf.rebase(from, to)));
    }
    told.add(from);
  }

  private Set<Path> leaves(Path path) {
    return source
        .at(path)
        .map(value -> Leaves.of(value, path).keySet())
        .orElse(new LinkedHashSet<>());
  }

  private void tellSaved(Saved each) {
    Path part = each.part().path();
    for (Path leaf : Leaves.of(each.payload().values(), part).keySet()) {
      if (!leaf.equals(part)) {
        fates.add(new Fate.Kept(leaf, annotation(each.part())));
        told.add(leaf);
      }
    }
    for (String omitted : each.payload().omitted()) {
      fates.add(
          new Fate.LeftOut(
              Path.of(omitted),
              "Too large: all annotations of an object together may have %d bytes."
                  .formatted(AnnotationLimit.BYTES)));
      told.add(Path.of(omitted));
    }
  }

  /** What an earlier conversion had saved is back, or has been overtaken. */
  private void tellRead(Leg leg, List<LineAccount.Entry> entries) {
    Path part = leg.part().path();
    Leaves.of(leg.read().values(), part)
        .forEach((leaf, value) -> {
          Path annotation = origin(leg.part(), leaf);
          boolean byALine =
              entries.stream().flatMap(entry -> entry.put().stream()).anyMatch(leaf::startsWith);
          boolean isBack = target.at(leaf).equals(Optional.of(value));
          if (!byALine && isBack && !leaf.equals(part)) {
            fates.add(new Fate.Restored(annotation, leaf));
          } else if (!isBack && !leaf.equals(part)) {
            fates.add(new Fate.LeftOut(annotation.then(leaf), "What the object says now counts."));
          }
        });
  }

  /** Where a saved value stood: in the payload, or in an annotation of Dynamo 1.0. */
  private Path origin(Part part, Path leaf) {
    return part.legacy().stream()
        .filter(legacy -> !hasPayload(part) && leaf.startsWith(legacy.field()))
        .map(legacy -> ANNOTATIONS.key(legacy.key()))
        .findFirst()
        .orElse(annotation(part));
  }

  /** Private annotations that say nothing here go all the same. */
  private void tellUnread(Part part) {
    if (!hasPayload(part)) {
      tellUnread(part.payloadKey(), "It is malformed, or belongs to another version.");
    }
    for (Legacy legacy : part.legacy()) {
      if (hasPayload(part)) {
        tellUnread(legacy.key(), "Dynamo's older annotations count where there is no payload.");
      } else if (!legacy.version().equals(targetVersion)) {
        tellUnread(legacy.key(), "It belongs to the other version.");
      } else if (text(legacy.key()).flatMap(legacy::read).isEmpty()) {
        tellUnread(legacy.key(), "It is malformed.");
      }
    }
    part.scrubbed().forEach(key -> tellUnread(key, "No released operator reads it."));
  }

  private void tellUnread(String key, String why) {
    if (text(key).isPresent()) {
      fates.add(new Fate.LeftOut(ANNOTATIONS.key(key), why));
    }
  }

  private boolean hasPayload(Part part) {
    return partsWithPayload.contains(part.path());
  }

  private Optional<String> text(String key) {
    return text(source, key);
  }

  private static Optional<String> text(JsonObject source, String key) {
    return source.at(ANNOTATIONS.key(key)).flatMap(Json::asText);
  }

  /** A field that nobody told about was the empty rest of something. */
  private void tellRest(Leg leg) {
    Path part = leg.part().path();
    for (Path leaf : leaves(part)) {
      if (told.stream().noneMatch(leaf::startsWith) && !leaf.equals(part)) {
        fates.add(new Fate.LeftOut(leaf, "It says nothing that the other version needs."));
      }
    }
  }

  private static Path annotation(Part part) {
    return ANNOTATIONS.key(part.payloadKey());
  }
}
