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
 * <p>{@link io.breakers.proxy.Breakers} is the door. Behind it: {@code ServiceModel} reads the interface, {@code Binder} checks the wishes and gives each method its guarded
 * call, and a proxy engine makes the object whose methods run them.
 */
package io.breakers.proxy;
