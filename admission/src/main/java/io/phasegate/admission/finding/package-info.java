/**
 * What admission has to say about a field: why a write is refused, or what its author should know.
 *
 * <p>The words are the API server's own, so that a refusal by us reads like one by the schema, and
 * programs find the causes where they look for them.
 */
@NullMarked
package io.phasegate.admission.finding;

import org.jspecify.annotations.NullMarked;
