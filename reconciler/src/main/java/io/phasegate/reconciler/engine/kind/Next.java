package io.phasegate.reconciler.engine.kind;

import io.phasegate.reconciler.engine.event.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a manual kind decides.
 *
 * @param notices events to tell once the status is stored
 * @param revisit when to look again
 */
public record Next<S>(S status, List<Notice> notices, Revisit revisit) {

  public Next {
    notices = List.copyOf(notices);
  }

  /** When to look again, if nothing goes wrong. */
  public sealed interface Revisit {

    /** When something that is watched changes. */
    record OnEvent() implements Revisit {}

    /** At once: the next step waits for nothing. */
    record AtOnce() implements Revisit {}

    /** Also after a while, in case an event is missed. */
    record After(Duration delay) implements Revisit {}
  }

  /** This status, nothing to tell. */
  public static <S> Next<S> of(S status) {
    return new Next<>(status, List.of(), new Revisit.OnEvent());
  }

  /** The same and an event. */
  public Next<S> telling(Notice notice) {
    List<Notice> more = new ArrayList<>(notices);
    more.add(notice);
    return new Next<>(status, more, revisit);
  }

  /** Looks again at once. */
  public Next<S> andAgain() {
    return new Next<>(status, notices, new Revisit.AtOnce());
  }

  /** Looks again after a while at the latest. */
  public Next<S> andAgainAfter(Duration delay) {
    return new Next<>(status, notices, new Revisit.After(delay));
  }
}
