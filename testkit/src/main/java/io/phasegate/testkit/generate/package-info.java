/**
 * Objects drawn by lot from a CRD's schema, for laws that must hold for every object.
 *
 * <p>{@link io.phasegate.testkit.generate.KindGenerator} draws one object of one version of a kind:
 * {@link io.phasegate.testkit.generate.ObjectGenerator} its fields by the schema, {@link
 * io.phasegate.testkit.generate.PrivateAnnotations} what earlier conversions, right or wrong, may
 * have left on it. {@link io.phasegate.testkit.generate.Edits} then changes it as users do, and
 * {@link io.phasegate.testkit.generate.Shrinker} makes a failing object small. What a kind's reader
 * looks for beyond its schema is handed in as {@link io.phasegate.testkit.generate.Surprises}.
 *
 * <p>Invariants: equal seeds draw equal objects, on every machine; nothing here knows a kind by
 * name; schemas and candidates are read once, a draw only picks.
 */
@NullMarked
package io.phasegate.testkit.generate;

import org.jspecify.annotations.NullMarked;
