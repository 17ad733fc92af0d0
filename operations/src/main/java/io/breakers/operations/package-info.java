/**
 * Breakers for those who operate them: a registry of all breakers of a process, and settings from documents.
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
