package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Objects that wake a kind up, and that it then reads from a cache.
 *
 * @param labelSelector which of them; keeps the cache small. {@link #CHILDREN} for those that carry
 *     the kind's name label, which the engine puts on all children and on their pods
 * @param wakes whom one of them wakes up; ignored for children
 * @param matters whether an update is worth a pass
 * @param kept what of each of them the cache holds
 */
public record Watch<T extends HasMetadata>(
    Class<T> type, String labelSelector, Wakes<T> wakes, BiPredicate<T, T> matters, Kept<T> kept) {

  /** Stands for the selector of the kind's own children. */
  public static final String CHILDREN = "<children>";

  /** Whom an object wakes up. */
  public sealed interface Wakes<T> {

    /** Those that the object itself names. */
    record Named<T>(Function<T, Set<Primary>> by) implements Wakes<T> {}

    /** Those of all primaries (first) that mean this object (second). */
    record Referring<T>(BiPredicate<HasMetadata, T> by) implements Wakes<T> {}
  }

  /** What of an object stays in the cache. */
  public sealed interface Kept<T> {

    /** All of it. */
    record Whole<T>() implements Kept<T> {}

    /**
     * A part, made by a function that leaves its argument as it is, and the metadata whole. Only
     * {@code ResourceReader.glance()} reads it; others ask the API server.
     */
    record Part<T>(UnaryOperator<T> of) implements Kept<T> {}
  }

  /** The name of a primary object. */
  public record Primary(String namespace, String name) {}

  /** What the engine has made for the kind: found again by owner, else by the kind's name label. */
  public static <T extends HasMetadata> Watch<T> children(Class<T> type) {
    return new Watch<>(
        type, CHILDREN, new Wakes.Named<>(_ -> Set.of()), (_, _) -> true, new Kept.Whole<>());
  }

  /**
   * Other objects.
   *
   * @param labelSelector as kubectl takes it; empty for all of the type
   */
  public static <T extends HasMetadata> Watch<T> of(
      Class<T> type, String labelSelector, Function<T, Set<Primary>> primaries) {
    return new Watch<>(
        type, labelSelector, new Wakes.Named<>(primaries), (_, _) -> true, new Kept.Whole<>());
  }

  /**
   * Objects that primaries refer to, and that know nothing of them: settings that several share.
   *
   * @param refers whether a primary (first) means an object (second)
   */
  public static <R extends HasMetadata, T extends HasMetadata> Watch<T> referredTo(
      Class<T> type, Class<R> primary, BiPredicate<R, T> refers) {
    return new Watch<>(
        type,
        "",
        new Wakes.Referring<>((object, target) ->
            primary.isInstance(object) && refers.test(primary.cast(object), target)),
        (_, _) -> true,
        new Kept.Whole<>());
  }

  /** Objects that name their primary in two labels. */
  public static <T extends HasMetadata> Watch<T> labelled(
      Class<T> type, String nameLabel, String namespaceLabel) {
    return of(
        type,
        nameLabel + "," + namespaceLabel,
        object -> {
          Map<String, String> labels =
              Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
          String name = labels.getOrDefault(nameLabel, "");
          return name.isEmpty()
              ? Set.of()
              : Set.of(new Primary(labels.getOrDefault(namespaceLabel, ""), name));
        });
  }

  /** Updates that do not pass this test (before, after) wake nobody up. */
  public Watch<T> onlyIf(BiPredicate<T, T> worthwhile) {
    return new Watch<>(type, labelSelector, wakes, worthwhile, kept);
  }

  /** The cache keeps this part of each object: what is large and seldom read need not be there. */
  public Watch<T> keeping(UnaryOperator<T> part) {
    return new Watch<>(type, labelSelector, wakes, matters, new Kept.Part<>(part));
  }
}
