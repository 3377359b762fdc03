/**
 * {@code DynamoGraphDeploymentRequest}: from a request to a profiled, running deployment.
 *
 * <p>How the objects are held here, everywhere alike:
 *
 * <ul>
 *   <li>The request is {@link io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest}:
 *       metadata as fabric8 has it, {@code spec} and {@code status} as trees of {@code
 *       io.phasegate.conversion.json}. Nothing of what a user or a newer release wrote is lost, and
 *       {@code tree()} is what the converter takes. It is always v1beta1 (ruling 9).
 *   <li>The DynamoGraphDeployment has no Java type at all: it is read and created as fabric8's
 *       {@code GenericKubernetesResource}, in the apiVersion that the profiler wrote, and computed
 *       with as a tree ({@link io.phasegate.reconciler.dgdr.resource.Trees} goes between the two).
 *   <li>Jobs, Pods, Nodes, ConfigMaps and claims are fabric8's types.
 * </ul>
 *
 * <p>The packages below this one are functions of data: none has a client, a clock or a phase.
 * Names, keys and labels are in {@link io.phasegate.reconciler.dgdr.resource.DgdrNames}, what an
 * administrator may choose in {@link io.phasegate.reconciler.dgdr.settings.DgdrSettings}.
 */
@NullMarked
package io.phasegate.reconciler.dgdr;

import org.jspecify.annotations.NullMarked;
