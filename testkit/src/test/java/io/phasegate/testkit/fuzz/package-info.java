/**
 * Bytes made up by a fuzzer, for the two places that read what anybody may send: a review's body,
 * and the annotations of an object.
 *
 * <p>In an ordinary build these tests run over the seeds beside them, in {@code
 * src/test/resources/io/phasegate/testkit/fuzz}. {@code mvn -Pfuzz} lets Jazzer look for new ones;
 * what it finds goes into the same folder.
 */
@NullMarked
package io.phasegate.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
