/**
 * What is made for an artifact: the volume claim, the two Jobs, the binding by which their Pods
 * report progress. Pure functions from an artifact and its config to Kubernetes objects.
 */
@NullMarked
package io.phasegate.reconciler.aim.child;

import org.jspecify.annotations.NullMarked;
