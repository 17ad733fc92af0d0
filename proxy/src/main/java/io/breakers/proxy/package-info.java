/**
 * Wraps a plain interface in circuit breakers, one for each method.
 *
 * <pre>{@code
 * PaymentService payments = Breakers.builder(PaymentService.class, new StripePayments())
 *         .config(BreakerConfig.builder().failureThreshold(3).openFor(Duration.ofSeconds(5)).build())
 *         .fallback(new OfflinePayments())
 *         .build();
 *
 * Receipt receipt = payments.charge("alice", 4200);
 * Breakers.inspect(payments).breaker("charge").state();
 * }</pre>
 *
 * <p>{@link io.breakers.proxy.Breakers} is the entry point. Internally, {@code ServiceModel} reads the interface,
 * {@code Wishes} checks the settings, {@code Binder} gives each method its guarded call, and a proxy engine creates the object
 * whose methods make these calls.
 */
package io.breakers.proxy;
