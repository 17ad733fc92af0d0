package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Objects;

/**
 * Exports breakers as meters of a registry. Pass it as a listener factory to a configuration or to a builder. Immutable
 * and thread-safe; each option method returns a new instance.
 *
 * <p>All meters have the tags {@code service} and {@code method}. The meters of a method appear with its first call and
 * are removed when its protection is closed; a protection that is never closed stays as long as the registry, with its
 * breakers, listeners and class loader, but not its target. Nothing is sampled: the counts are the breaker's own exact
 * ones, read when the registry is read. Exceptions thrown by a registry, a filter or an exporter never reach a call,
 * and what these do while meters come or go may use protected services: no lock of ours is held meanwhile.
 *
 * <table>
 * <caption>Meters, with the default prefix</caption>
 * <tr><th>meter</th><th>type</th><th>more tags</th></tr>
 * <tr><td>{@code breaker.calls}</td>
 *     <td>function timer of permitted calls; a timer with {@link #withTimers}, a counter with {@link #countsOnly}</td>
 *     <td>{@code outcome} = success, failure, ignored, cancelled</td></tr>
 * <tr><td>{@code breaker.calls.slow}</td><td>counter</td><td></td></tr>
 * <tr><td>{@code breaker.rejections}</td><td>counter</td><td>{@code reason} = open, half_open, forced_open</td></tr>
 * <tr><td>{@code breaker.spared}</td>
 *     <td>counter of permitted calls that {@code enforce(1)} would have rejected</td><td></td></tr>
 * <tr><td>{@code breaker.enforced}</td><td>gauge, 0 to 1: the share of rejections that are carried out</td><td></td></tr>
 * <tr><td>{@code breaker.fallbacks}</td><td>the same for fallbacks</td><td>{@code outcome} = success, failure</td></tr>
 * <tr><td>{@code breaker.transitions}</td><td>counter</td>
 *     <td>{@code to} = closed, open, half_open, forced_open, disabled</td></tr>
 * <tr><td>{@code breaker.state}</td><td>gauge: how many breakers are in the state</td>
 *     <td>{@code state} = closed, open, half_open, forced_open, disabled</td></tr>
 * <tr><td>{@code breaker.failure.rate}, {@code breaker.slow.rate}</td>
 *     <td>gauge, 0 to 1; NaN below the minimum number of calls, and in every state but CLOSED</td><td></td></tr>
 * <tr><td>{@code breaker.inflight}</td><td>gauge</td><td></td></tr>
 * </table>
 *
 * <p>A method with a breaker per key has the same meters as any other, without the keys: counters show the sum of its
 * own breaker and those of all keys, also of those that were dropped; {@code breaker.state} shows how many of them are
 * in a state (S56).
 *
 * <p>Breakers with the same service name and method on one registry share their meters, as do those whose meters a
 * filter gives the same name and tags: counters show the sum, including that of closed protections, so that no counter
 * decreases; rates show the highest value. The first breaker decides the kind of the meters, and for all methods with
 * its prefix whether calls are reported in real timers or function timers; who asks for the other kind is told in the
 * log. A second interface with the same simple name gets its full name as {@code service}.
 */
public final class BreakerMetrics implements BreakerListener.Factory {
    private final MeterBook book;
    private final MeterOptions options;

    private BreakerMetrics(MeterBook book, MeterOptions options) {
        this.book = book;
        this.options = options;
    }

    /**
     * Returns metrics that export the counts and times of the breakers' statistics to {@code registry}, with the prefix
     * {@code breaker}, registered at a method's first call.
     */
    public static BreakerMetrics to(MeterRegistry registry) {
        return new BreakerMetrics(MeterBook.of(Objects.requireNonNull(registry, "registry")), MeterOptions.defaults());
    }

    /**
     * Records each call and each fallback in a real {@link io.micrometer.core.instrument.Timer}, which has a maximum
     * and, through your meter filter, percentiles and histograms. Each call then costs what such a timer costs. Not
     * recorded is a call that a filter or listener of the registry makes of the very method whose timers it is being
     * asked for.
     */
    public BreakerMetrics withTimers() {
        return with(options.withCalls(CallMeters.TIMERS));
    }

    /**
     * Exports counts without times: {@code breaker.calls} and {@code breaker.fallbacks} become counters, and metrics
     * need no clock readings.
     */
    public BreakerMetrics countsOnly() {
        return with(options.withCalls(CallMeters.COUNTERS));
    }

    /**
     * Starts the names of the meters with {@code prefix} instead of {@code breaker}.
     *
     * @throws IllegalArgumentException if {@code prefix} is blank
     */
    public BreakerMetrics prefix(String prefix) {
        return with(options.withPrefix(Objects.requireNonNull(prefix, "prefix")));
    }

    /**
     * Adds tags to all meters. Use the same keys for all breakers of a registry, because some exporters reject meters
     * of one name with different tag keys.
     *
     * @throws IllegalArgumentException if a tag has a key that the meters use themselves
     */
    public BreakerMetrics tags(Iterable<? extends Tag> tags) {
        return with(options.withTags(Objects.requireNonNull(tags, "tags")));
    }

    /**
     * Adds tags to all meters, given as alternating keys and values.
     *
     * @throws IllegalArgumentException if a key has no value, or is one that the meters use themselves
     */
    public BreakerMetrics tags(String... keysAndValues) {
        return tags(Tags.of(Objects.requireNonNull(keysAndValues, "keysAndValues")));
    }

    /** Registers the meters of all methods immediately, without waiting for their first calls. */
    public BreakerMetrics eagerly() {
        return with(options.withEagerness());
    }

    private BreakerMetrics with(MeterOptions changed) {
        return new BreakerMetrics(book, changed);
    }

    @Override
    public BreakerListener create(Breaker breaker) {
        return book.listenerOf(breaker, options);
    }

    @Override
    public String toString() {
        return "BreakerMetrics: " + options;
    }
}
