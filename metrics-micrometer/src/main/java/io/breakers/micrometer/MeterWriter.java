package io.breakers.micrometer;

import io.breakers.api.BreakerState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Registers the meters of a group under its names and tags.
 *
 * <p>A registry refers weakly to the object that a meter reads, and a meter whose object has been collected reports nothing (J1). So
 * every function here holds the group itself, which lives as long as one of its meters is registered.
 */
final class MeterWriter {
    private final MeterRegistry registry;
    private final GroupKey key;
    private final Tags tags;
    private final MeterGroup group;
    private final List<Meter> written = new ArrayList<>();

    MeterWriter(MeterRegistry registry, GroupKey key, MeterGroup group) {
        this.registry = registry;
        this.key = key;
        this.tags = key.tags();
        this.group = group;
    }

    /** Returns the registered meters. */
    List<Meter> written() {
        return written;
    }

    void counter(String suffix, String description, Count count) {
        counter(suffix, description, tags, of -> of.count(count));
    }

    void counter(
            String suffix, String description, String tag, BreakerState state, ToDoubleFunction<MeterGroup> value) {
        counter(suffix, description, tags.and(tag, tagOf(state)), value);
    }

    void counter(TimedMeter meter) {
        counter(meter.suffix, meter.description(), tagsOf(meter), of -> of.count(meter.count));
    }

    private void counter(String suffix, String description, Tags all, ToDoubleFunction<MeterGroup> value) {
        written.add(FunctionCounter.builder(key.name(suffix), group, same -> value.applyAsDouble(group))
                .description(description)
                .tags(all)
                .register(registry));
    }

    void gauge(String suffix, String description, ToDoubleFunction<MeterGroup> value) {
        gauge(suffix, description, tags, value);
    }

    void gauge(String suffix, String description, String tag, BreakerState state, ToDoubleFunction<MeterGroup> value) {
        gauge(suffix, description, tags.and(tag, tagOf(state)), value);
    }

    private void gauge(String suffix, String description, Tags all, ToDoubleFunction<MeterGroup> value) {
        written.add(Gauge.builder(key.name(suffix), group, value)
                .strongReference(true)
                .description(description)
                .tags(all)
                .register(registry));
    }

    void functionTimer(TimedMeter meter) {
        written.add(FunctionTimer.builder(
                        key.name(meter.suffix),
                        group,
                        same -> group.count(meter.count),
                        same -> group.count(meter.nanos),
                        TimeUnit.NANOSECONDS)
                .description(meter.description())
                .tags(tagsOf(meter))
                .register(registry));
    }

    Timer timer(TimedMeter meter) {
        Timer timer = Timer.builder(key.name(meter.suffix))
                .description(meter.description())
                .tags(tagsOf(meter))
                .register(registry);
        written.add(timer);
        return timer;
    }

    private Tags tagsOf(TimedMeter meter) {
        return tags.and("outcome", meter.outcome);
    }

    private static String tagOf(BreakerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
