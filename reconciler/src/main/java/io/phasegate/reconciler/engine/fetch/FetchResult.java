package io.phasegate.reconciler.engine.fetch;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.Optional;
import java.util.function.Function;

/** What came of looking something up. */
public sealed interface FetchResult<T> {

  /** It is there. A list that is empty is there, too. */
  record Found<T>(T item) implements FetchResult<T> {}

  /**
   * The API server says that there is none.
   *
   * @param detail what that means to the kind; a plain {@code NotFound} unless it said more
   */
  record Absent<T>(ResourceRef ref, CategorizedError detail) implements FetchResult<T> {}

  /** The look failed, so nobody knows. */
  record Failed<T>(ResourceRef ref, CategorizedError detail) implements FetchResult<T> {}

  /** Nobody looked, on purpose. */
  record Skipped<T>(String why) implements FetchResult<T> {}

  static <T> FetchResult<T> found(T value) {
    return new Found<>(value);
  }

  static <T> FetchResult<T> absent(ResourceRef ref) {
    return new Absent<>(
        ref,
        CategorizedError.missingDownstream("NotFound", ref + " does not exist").becauseNotFound());
  }

  static <T> FetchResult<T> failed(ResourceRef ref, CategorizedError error) {
    return error.notFound() ? new Absent<>(ref, error) : new Failed<>(ref, error);
  }

  static <T> FetchResult<T> skipped(String why) {
    return new Skipped<>(why);
  }

  /** True only when there is a value. */
  default boolean isFound() {
    return this instanceof Found;
  }

  /** True only when the API server said that there is none. */
  default boolean isAbsent() {
    return this instanceof Absent;
  }

  /** The value, if there is one. */
  default Optional<T> value() {
    return this instanceof Found<T>(T item) ? Optional.of(item) : Optional.empty();
  }

  /** What went wrong, if anything; an absent object counts. */
  default Optional<CategorizedError> error() {
    return switch (this) {
      case Absent<T>(_, var detail) -> Optional.of(detail);
      case Failed<T>(_, var detail) -> Optional.of(detail);
      case Found<T> _, Skipped<T> _ -> Optional.empty();
    };
  }

  /** The same about something inside of the value. */
  default <U> FetchResult<U> map(Function<? super T, ? extends U> part) {
    return switch (this) {
      case Found<T>(var item) -> new Found<>(part.apply(item));
      case Absent<T>(var ref, var detail) -> new Absent<>(ref, detail);
      case Failed<T>(var ref, var detail) -> new Failed<>(ref, detail);
      case Skipped<T>(var why) -> new Skipped<>(why);
    };
  }

  /** Goes on looking where a value was found. */
  default <U> FetchResult<U> then(Function<? super T, FetchResult<U>> next) {
    return switch (this) {
      case Found<T>(var item) -> next.apply(item);
      case Absent<T>(var ref, var detail) -> new Absent<>(ref, detail);
      case Failed<T>(var ref, var detail) -> new Failed<>(ref, detail);
      case Skipped<T>(var why) -> new Skipped<>(why);
    };
  }
}
