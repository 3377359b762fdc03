/**
 * The rules of {@code aim.eai.amd.com}: AIMArtifact (AR…) and the two runtime configs (RC…), which
 * share a list. Patterns and ranges that every stored object obeys are the CRD's.
 */
@NullMarked
package io.phasegate.admission.aim;

import org.jspecify.annotations.NullMarked;
