package io.phasegate.testkit.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One fact of the contract, as a question to a part of an answer.
 *
 * @param <T> the part that it looks at
 * @param id of the fact
 * @param sentences says what is wrong; nothing when nothing is
 */
record Rule<T>(String id, Function<T, Stream<String>> sentences) {

  /** A rule that finds at most one thing. */
  static <T> Rule<T> one(String id, Function<T, Optional<String>> sentence) {
    return new Rule<>(id, subject -> sentence.apply(subject).stream());
  }

  /** A rule that may find several things. */
  static <T> Rule<T> many(String id, Function<T, Stream<String>> sentences) {
    return new Rule<>(id, sentences);
  }

  /** Everything that a list of rules finds, in its order. */
  static <T> List<Breach> check(List<Rule<T>> rules, T subject) {
    return rules.stream()
        .flatMap(rule -> rule.sentences.apply(subject).map(text -> new Breach(rule.id, text)))
        .toList();
  }
}
