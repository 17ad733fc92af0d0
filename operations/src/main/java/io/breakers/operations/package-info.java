/**
 * Breakers for those who operate them: a registry of all breakers of a process, settings from documents, an answer for
 * the readiness probe, active checks, and snapshots for a restart.
 *
 * <pre>{@code
 * BreakerRegistry registry = BreakerRegistry.builder()
 *         .settings(Settings.load(Path.of("breakers.properties")))
 *         .build();
 * PaymentService payments = registry.protect(PaymentService.class, new StripePayments());
 * registry.find("PaymentService.charge").orElseThrow().state();
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations;
