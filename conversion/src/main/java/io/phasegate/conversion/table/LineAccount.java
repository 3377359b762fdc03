package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Takes down what each line did. */
final class LineAccount implements Account {

  /**
   * What one line did.
   *
   * @param looked values of the source, and annotations, that it looked at and found
   * @param took values of the source, and annotations, that are not there any more
   * @param put places of the target, and annotations, that it filled
   */
  record Entry(
      Mapping line, SequencedSet<Path> looked, SequencedSet<Path> took, SequencedSet<Path> put) {

    private static Entry of(Mapping line) {
      return new Entry(line, new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  List<Entry> entries() {
    return entries;
  }

  @Override
  public void line(Mapping line) {
    entries.add(Entry.of(line));
  }

  @Override
  public void looked(Path path) {
    entries.getLast().looked.add(path);
  }

  @Override
  public void took(Path path) {
    entries.getLast().took.add(path);
  }

  @Override
  public void put(Path path) {
    entries.getLast().put.add(path);
  }
}
