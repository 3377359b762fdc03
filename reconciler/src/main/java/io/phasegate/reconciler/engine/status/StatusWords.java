package io.phasegate.reconciler.engine.status;

import io.phasegate.reconciler.engine.health.ComponentState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a kind calls the eight states in its status. */
public record StatusWords(Map<ComponentState, String> words) {

  public StatusWords {
    words = Map.copyOf(words);
  }

  /** The states' own words. */
  public static StatusWords standard() {
    Map<ComponentState, String> words = new EnumMap<>(ComponentState.class);
    for (ComponentState state : ComponentState.values()) {
      words.put(state, state.word());
    }
    return new StatusWords(words);
  }

  /** The same, but one state is called something else. */
  public StatusWords calling(ComponentState state, String word) {
    Map<ComponentState, String> other = new EnumMap<>(words);
    other.put(state, word);
    return new StatusWords(other);
  }

  /** The word for a state. */
  public String of(ComponentState state) {
    return words.getOrDefault(state, state.word());
  }

  /**
   * The worst state that has this word, which is what a stored word is read as; Progressing for a
   * word that none has.
   */
  public ComponentState parse(String word) {
    for (ComponentState state : ComponentState.values()) {
      if (of(state).equals(word)) {
        return state;
      }
    }
    return ComponentState.PROGRESSING;
  }

  /** The words that the engine may write. */
  public Set<String> written() {
    return Stream.of(ComponentState.values())
        // The whole is never Running or Starting by itself: spec/engine.md 3.5.
        .filter(state -> state != ComponentState.RUNNING && state != ComponentState.STARTING)
        .map(this::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
