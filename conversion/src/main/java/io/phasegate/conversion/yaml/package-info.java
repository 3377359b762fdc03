/**
 * YAML as {@code kubectl} reads it, to and from JSON trees.
 *
 * <p>Scalars follow the YAML 1.1 rules of the Kubernetes tools ({@code yes} is true, {@code 012} is
 * ten), numbers come out in JSON's spelling, aliases and merge keys are resolved, dates stay
 * strings, keys are strings.
 */
@NullMarked
package io.phasegate.conversion.yaml;

import org.jspecify.annotations.NullMarked;
