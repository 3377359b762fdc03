/**
 * The real cluster in JUnit tests.
 *
 * <p>Invariants: one cluster per test run, started by the first class that asks for it; one fresh
 * namespace per test class; a machine without the programs skips such classes and says so, unless
 * {@code PHASEGATE_CLUSTER=require}.
 */
@NullMarked
package io.phasegate.testkit.cluster.junit;

import org.jspecify.annotations.NullMarked;
