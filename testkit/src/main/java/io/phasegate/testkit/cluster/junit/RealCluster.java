package io.phasegate.testkit.cluster.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs the programs of a real cluster. Its constructor and methods may take:
 *
 * <ul>
 *   <li>{@link io.phasegate.testkit.cluster.Cluster}: the cluster that all classes of the test run
 *       share, with everything in it. CRDs and other cluster-wide objects are shared as well: a
 *       test that changes one restores it.
 *   <li>{@link TestNamespace}: a fresh namespace of this class on that cluster.
 *   <li>{@link io.phasegate.testkit.cluster.programs.ClusterPrograms.Found}: the programs alone,
 *       for a class that starts a cluster of its own.
 * </ul>
 *
 * <p>Call such classes {@code …IT}; they run in the phase integration-test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("cluster")
@ExtendWith(RealClusterExtension.class)
public @interface RealCluster {}
