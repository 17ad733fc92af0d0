package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Objects;

/**
 * Exports breakers as meters of a registry: give it as a listener, to a configuration or to a builder. Immutable and thread-safe; each {@code with} returns another one.
 *
 * <p>All meters have the tags {@code service} and {@code method}; those of a method appear with its first call, and are removed when its protection is closed. Nothing is sampled:
 * counts are the breaker's own exact ones, read when the registry is. Nothing that a registry, a filter or an exporter throws reaches a call.
 *
 * <table>
 * <caption>Meters, with the default prefix</caption>
 * <tr><th>meter</th><th>type</th><th>more tags</th></tr>
 * <tr><td>{@code breaker.calls}</td><td>function timer of permitted calls; a timer with {@link #withTimers}, a counter with {@link #countsOnly}</td><td>{@code outcome} = success, failure, ignored, cancelled</td></tr>
 * <tr><td>{@code breaker.calls.slow}</td><td>counter</td><td></td></tr>
 * <tr><td>{@code breaker.rejections}</td><td>counter</td><td>{@code reason} = open, half_open, forced_open</td></tr>
 * <tr><td>{@code breaker.fallbacks}</td><td>the same of fallbacks</td><td>{@code outcome} = success, failure</td></tr>
 * <tr><td>{@code breaker.transitions}</td><td>counter</td><td>{@code to} = closed, open, half_open, forced_open, disabled</td></tr>
 * <tr><td>{@code breaker.state}</td><td>gauge: how many breakers are in it</td><td>{@code state} = closed, open, half_open, forced_open, disabled</td></tr>
 * <tr><td>{@code breaker.failure.rate}, {@code breaker.slow.rate}</td><td>gauge, 0 to 1; NaN below the minimum of calls, and in every state but CLOSED</td><td></td></tr>
 * <tr><td>{@code breaker.inflight}</td><td>gauge</td><td></td></tr>
 * </table>
 *
 * <p>Breakers of one service name and method on one registry add up: counters show their sum, those of closed ones included, so that no counter falls; rates show the highest. The
 * first one decides what kind of meters there are. A later interface with the same simple name has its full name as {@code service}.
 */
public final class BreakerMetrics implements BreakerListener.Factory {
    private final MeterGroups groups;
    private final MeterOptions options;

    private BreakerMetrics(MeterGroups groups, MeterOptions options) {
        this.groups = groups;
        this.options = options;
    }

    /** Exports to {@code registry}: counts and times from the breaker's statistics, under the prefix {@code breaker}, registered on a method's first call. */
    public static BreakerMetrics to(MeterRegistry registry) {
        return new BreakerMetrics(
                MeterGroups.of(Objects.requireNonNull(registry, "registry")), MeterOptions.defaults());
    }

    /**
     * Records each call and each fallback into a real {@link io.micrometer.core.instrument.Timer}, which has a maximum, and by your meter filter percentiles and histograms. Costs what such a timer costs, on each call.
     */
    public BreakerMetrics withTimers() {
        return with(options.withCalls(CallMeters.TIMERS));
    }

    /** Exports counts without times: {@code breaker.calls} and {@code breaker.fallbacks} are counters. The clock is not read for it. */
    public BreakerMetrics countsOnly() {
        return with(options.withCalls(CallMeters.COUNTERS));
    }

    /**
     * Begins the names of meters with {@code prefix} instead of {@code breaker}.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public BreakerMetrics prefix(String prefix) {
        return with(options.withPrefix(Objects.requireNonNull(prefix, "prefix")));
    }

    /**
     * Adds tags to all meters. Keep them the same for all breakers of a registry: some exporters refuse meters of one name with different keys.
     *
     * @throws IllegalArgumentException if one has a key that the meters use themselves
     */
    public BreakerMetrics tags(Iterable<? extends Tag> tags) {
        return with(options.withTags(tags));
    }

    /**
     * Adds tags to all meters: keys and values in turn.
     *
     * @throws IllegalArgumentException if one has no value, or a key that the meters use themselves
     */
    public BreakerMetrics tags(String... keysAndValues) {
        return tags(Tags.of(keysAndValues));
    }

    /** Registers the meters of all methods at once, and does not wait for their first calls. */
    public BreakerMetrics eagerly() {
        return with(options.withEagerness());
    }

    private BreakerMetrics with(MeterOptions changed) {
        return new BreakerMetrics(groups, changed);
    }

    @Override
    public BreakerListener create(Breaker breaker) {
        return groups.listenerOf(breaker, options);
    }

    @Override
    public boolean needsEveryBreaker() {
        return options.eager();
    }

    @Override
    public String toString() {
        return "BreakerMetrics: " + options;
    }
}
