/**
 * The contract between an API server and our webhooks, as one checker for tests, load generator and
 * demo.
 *
 * <p>Pure functions over bytes: they get what went to the webhook and what came back, and say which
 * facts of {@code webhook-contract.md} (W1 to W9, A1 to A11, and V1, T8 where they matter) were
 * broken and how. Each fact is a {@link io.phasegate.testkit.contract.Rule} of its own. Nothing
 * here asserts, logs, waits or calls; whoever wants an exception asks {@link
 * io.phasegate.testkit.contract.Verdict#orThrow()}.
 *
 * <p>Facts that no single answer can break have no rule: A4 (an empty patch is fine) and A9
 * (warnings count on a refusal too) are held by tests that such answers pass.
 */
@NullMarked
package io.phasegate.testkit.contract;

import org.jspecify.annotations.NullMarked;
