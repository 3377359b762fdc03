/**
 * A CRD's structural schema, put to work the way an API server does it: unknown fields are dropped
 * ({@link io.phasegate.admission.schema.SchemaPruning}), defaults are filled in ({@link
 * io.phasegate.admission.schema.SchemaDefaults}), the rest is checked ({@link
 * io.phasegate.admission.schema.SchemaCheck}). And what an API server does not do: telling whether
 * two objects mean the same ({@link io.phasegate.admission.schema.SemanticEquality}).
 *
 * <p>Invariants: trees are never changed, only made anew, and an unchanged part is shared.
 * Recursion follows the schema, whose depth is ours, and never the data, whose depth is anybody's.
 * A schema with a keyword that we could not honour is refused when it is read.
 */
@NullMarked
package io.phasegate.admission.schema;

import org.jspecify.annotations.NullMarked;
