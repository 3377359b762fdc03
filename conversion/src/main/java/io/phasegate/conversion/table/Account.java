package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;

/**
 * Is told what the lines of a table do, while they do it. So an explanation comes from the
 * conversion itself and cannot say anything else than what it did.
 */
interface Account {

  /** For conversions that nobody asks to explain. */
  Account NONE =
      new Account() {
        @Override
        public void line(Mapping line) {}

        @Override
        public void looked(Path path) {}

        @Override
        public void took(Path path) {}

        @Override
        public void put(Path path) {}
      };

  /** The next line begins. */
  void line(Mapping line);

  /** The line looked at a value that is there, of the source or of an annotation. */
  void looked(Path path);

  /** The line took a value out of the source. */
  void took(Path path);

  /** The line put a value into the target, or into an annotation of it. */
  void put(Path path);
}
