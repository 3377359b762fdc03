package io.phasegate.conversion.table;

import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps all annotations of an object within what an API server takes. An answer beyond that would
 * make the object unreadable, and every list that it is in; so what is too much is left out of the
 * payloads, which then say so in {@code omitted} (C13, ruling 29).
 */
public final class AnnotationLimit {

  /** The API server's limit: all keys and values together, in bytes of UTF-8. */
  public static final int BYTES = 256 * 1024;

  /** Of a string's characters, as Java counts them. */
  private static final long MOST_BYTES_A_CHARACTER = 3;

  /** What {@code ,"omitted":[]} takes in a payload. */
  private static final int OMITTED_FRAME = 13;

  private AnnotationLimit() {}

  /** The size of annotations as the API server counts it. A value that is no string counts zero. */
  public static int bytes(JsonObject annotations) {
    return annotations.entries().stream()
        .mapToInt(entry ->
            utf8(entry.getKey()) + entry.getValue().asText().map(AnnotationLimit::utf8).orElse(0))
        .sum();
  }

  /**
   * Whether annotations take less than half of the limit: nearly always, and told without counting.
   */
  public static boolean isFarFromFull(JsonObject annotations) {
    return mostBytes(annotations) <= BYTES / 2;
  }

  /**
   * What can be saved beside the other annotations.
   *
   * @param others the annotations without our payloads
   * @param saved what there is to save; comes back as it is when it fits
   * @param firstToGo the fields to leave out before all others, in this order
   * @return nothing when not even the names of what is left out fit
   * @throws Demand.Ended when nobody waits for it any more
   */
  static List<Saved> fit(
      JsonObject others, List<Saved> saved, List<Path> firstToGo, Demand demand) {
    if (isFarBelow(others, saved)) {
      return saved;
    }
    int room = BYTES - bytes(others);
    int excess = bytes(saved) - room;
    if (excess <= 0) {
      return saved;
    }
    return Stream.of(
            omit(saved, excess, candidates(saved, firstToGo, demand), demand),
            saved.stream().map(each -> each.omittingAll(fields(each))).toList(),
            saved.stream().map(each -> each.omittingAll(List.of(each.part().path()))).toList())
        .filter(smaller -> bytes(smaller) <= room)
        .findFirst()
        .orElse(List.of());
  }

  /** Of most objects nobody needs to count the bytes. */
  private static boolean isFarBelow(JsonObject others, List<Saved> saved) {
    long most = mostBytes(others);
    for (Saved each : saved) {
      most += MOST_BYTES_A_CHARACTER * (each.part().payloadKey().length() + each.text().length());
    }
    return most <= BYTES;
  }

  /** What annotations take at most, told without reading or counting them. */
  private static long mostBytes(JsonObject annotations) {
    long most = 0;
    for (var entry : annotations.entries()) {
      most += MOST_BYTES_A_CHARACTER * entry.getKey().length();
      most += entry.getValue() instanceof Json.Text text ? text.mostBytes() : 0;
    }
    return most;
  }

  /** True when one more annotation fits beside some others. */
  static boolean hasRoom(JsonObject others, String key, String text) {
    return mostBytes(others) + MOST_BYTES_A_CHARACTER * (key.length() + text.length()) <= BYTES
        || bytes(others.with(key, Json.text(text))) <= BYTES;
  }

  private static int bytes(List<Saved> saved) {
    return saved.stream()
        .mapToInt(each -> utf8(each.part().payloadKey()) + utf8(each.text()))
        .sum();
  }

  /**
   * A value that could be left out.
   *
   * @param bytes that it takes in the payload
   * @param gain how many of them that frees; its name in the list of what is left out costs some
   */
  private record Candidate(Path part, Path path, int bytes, int gain) {

    /** Nothing where nothing is gained, so that all names together are shorter than the values. */
    static Stream<Candidate> of(Saved from, Path path, Json value) {
      int bytes = utf8(value.toString());
      if (path.keys().stream().mapToLong(String::length).sum() >= bytes) {
        return Stream.empty();
      }
      int gain = bytes - utf8(path.toString()) - "\"\",".length();
      return gain > 0
          ? Stream.of(new Candidate(from.part().path(), path, bytes, gain))
          : Stream.empty();
    }
  }

  /** First the fields that the table names, then the other leaves, largest first. */
  private static List<Candidate> candidates(
      List<Saved> saved, List<Path> firstToGo, Demand demand) {
    List<Candidate> named = new ArrayList<>();
    for (Path path : firstToGo) {
      for (Saved each : saved) {
        each.value(path).ifPresent(value -> Candidate.of(each, path, value).forEach(named::add));
      }
    }
    Stream<Candidate> leaves =
        saved.stream()
            .flatMap(each -> leaves(each, demand))
            .filter(leaf -> firstToGo.stream().noneMatch(leaf.path::startsWith))
            .sorted(
                Comparator.comparingInt(Candidate::bytes)
                    .reversed()
                    .thenComparing(Candidate::path));
    return Stream.concat(named.stream(), leaves).toList();
  }

  private static Stream<Candidate> leaves(Saved saved, Demand demand) {
    return Leaves.of(saved.payload().values(), saved.part().path()).entrySet().stream()
        .flatMap(leaf -> {
          demand.check();
          return Candidate.of(saved, leaf.getKey(), leaf.getValue());
        });
  }

  /** Leaves out one candidate after the other, until {@code excess} bytes are gone. */
  private static List<Saved> omit(
      List<Saved> saved, int excess, List<Candidate> candidates, Demand demand) {
    Map<Path, List<Path>> omitted = new HashMap<>();
    int left = excess + OMITTED_FRAME * saved.size();
    for (Candidate candidate : candidates) {
      demand.check();
      if (left > 0) {
        omitted.computeIfAbsent(candidate.part, _ -> new ArrayList<>()).add(candidate.path);
        left -= candidate.gain();
      }
    }
    return saved.stream()
        .map(each -> each.omitting(omitted.getOrDefault(each.part().path(), List.of()), demand))
        .toList();
  }

  private static List<Path> fields(Saved saved) {
    Path part = saved.part().path();
    return saved.payload().values().keys().stream().map(part::key).toList();
  }

  /** Bytes in UTF-8, without making them. */
  private static int utf8(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair is good for two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
