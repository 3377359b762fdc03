/**
 * Admission: what may be written, and what is filled in for people who write.
 *
 * <p>The way of a request: {@link io.phasegate.admission.AdmissionReviews} reads the review, {@link
 * io.phasegate.admission.Admission} looks the kind and version up and asks its rules ({@code
 * dgdr.DgdrV1beta1Rules} for one), and the verdict is written down in the API server's own form.
 *
 * <p>Invariants: everything here is a pure function of the request and the settings. Deleting,
 * subresources and the removal of finalizers are never held up. A review whose uid can be read is
 * always answered with that uid, whatever goes wrong (A1).
 */
@NullMarked
package io.phasegate.admission;

import org.jspecify.annotations.NullMarked;
