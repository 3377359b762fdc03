/**
 * The CustomResourceDefinitions of {@code manifests/crds}, which this jar carries: the one source
 * of versions and schemas at run time.
 */
@NullMarked
package io.phasegate.conversion.crd;

import org.jspecify.annotations.NullMarked;
