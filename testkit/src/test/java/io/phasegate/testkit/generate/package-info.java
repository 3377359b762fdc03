/** The generator keeps to the schema, repeats itself by seed, and reaches what it is there for. */
@NullMarked
package io.phasegate.testkit.generate;

import org.jspecify.annotations.NullMarked;
