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
 * <p>{@link io.breakers.proxy.Breakers} is the entry point.
 */
// For those who read the code: ServicePlan checks the settings of a builder and makes a MethodPlan for each method that
// io.breakers.internal.model finds in the interface; Binder gives each method its guard (io.breakers.internal.calls),
// and lets a proxy engine (io.breakers.internal.proxies) create the object whose methods use them.
package io.breakers.proxy;
