package io.breakers.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A row of the {@link MeterTable}: how one meter is registered, and what it shows of each breaker.
 *
 * <p>A registry refers weakly to the object that a meter reads, and a meter whose object has been collected reports
 * nothing (J1). So that object is the function, too, which lives as long as the meter is registered.
 */
sealed interface MeterRow {
    Name name();

    /** Returns the meter of these tags, which is a new one only if the registry has none yet. */
    Meter register(MeterRegistry registry, MeterKey key, SharedMeter shown);

    /** Returns the number that {@code shown} shows besides the count of a timer. */
    double number(SharedMeter shown);

    /** Returns what a counter or function timer counts of a breaker. */
    default long count(BreakerReading breaker) {
        return 0;
    }

    /** Returns the total time that a function timer shows of a breaker. */
    default long nanos(BreakerReading breaker) {
        return 0;
    }

    /** Returns what a gauge shows of a breaker. */
    default double value(BreakerReading breaker) {
        return Double.NaN;
    }

    /** A name without its prefix, and the tag that the meters of this name differ by, if there are several. */
    record Name(String suffix, String tag, String value, String description) {
        Name(String suffix, String description) {
            this(suffix, "", "", description);
        }

        Tags tagsOf(MeterKey key) {
            return tag.isEmpty() ? key.tags() : key.tags().and(tag, value);
        }
    }

    record Counters(Name name, ToLongFunction<BreakerReading> counted) implements MeterRow {
        @Override
        public Meter register(MeterRegistry registry, MeterKey key, SharedMeter shown) {
            return FunctionCounter.builder(key.name(name), shown, shown)
                    .description(name.description)
                    .tags(name.tagsOf(key))
                    .register(registry);
        }

        @Override
        public double number(SharedMeter shown) {
            return shown.count();
        }

        @Override
        public long count(BreakerReading breaker) {
            return counted.applyAsLong(breaker);
        }
    }

    record FunctionTimers(Name name, ToLongFunction<BreakerReading> counted, ToLongFunction<BreakerReading> timed)
            implements MeterRow {
        @Override
        public Meter register(MeterRegistry registry, MeterKey key, SharedMeter shown) {
            return FunctionTimer.builder(key.name(name), shown, shown, shown, TimeUnit.NANOSECONDS)
                    .description(name.description)
                    .tags(name.tagsOf(key))
                    .register(registry);
        }

        @Override
        public double number(SharedMeter shown) {
            return shown.nanos();
        }

        @Override
        public long count(BreakerReading breaker) {
            return counted.applyAsLong(breaker);
        }

        @Override
        public long nanos(BreakerReading breaker) {
            return timed.applyAsLong(breaker);
        }
    }

    /** Real timers, in which the listeners record each call. */
    record Timers(Name name) implements MeterRow {
        @Override
        public Meter register(MeterRegistry registry, MeterKey key, SharedMeter shown) {
            return Timer.builder(key.name(name))
                    .description(name.description)
                    .tags(name.tagsOf(key))
                    .register(registry);
        }

        @Override
        public double number(SharedMeter shown) {
            return Double.NaN;
        }
    }

    /** Gauges that show the total of the open breakers. */
    record Totals(Name name, ToDoubleFunction<BreakerReading> measured) implements MeterRow {
        @Override
        public Meter register(MeterRegistry registry, MeterKey key, SharedMeter shown) {
            return gauge(registry, key, name, shown);
        }

        @Override
        public double number(SharedMeter shown) {
            return shown.total();
        }

        @Override
        public double value(BreakerReading breaker) {
            return measured.applyAsDouble(breaker);
        }
    }

    /** Gauges that show the highest value of the open breakers that have one; NaN if none has. */
    record Highest(Name name, ToDoubleFunction<BreakerReading> measured) implements MeterRow {
        @Override
        public Meter register(MeterRegistry registry, MeterKey key, SharedMeter shown) {
            return gauge(registry, key, name, shown);
        }

        @Override
        public double number(SharedMeter shown) {
            return shown.highest();
        }

        @Override
        public double value(BreakerReading breaker) {
            return measured.applyAsDouble(breaker);
        }
    }

    private static Meter gauge(MeterRegistry registry, MeterKey key, Name name, SharedMeter shown) {
        return Gauge.builder(key.name(name), shown, shown)
                .description(name.description)
                .tags(name.tagsOf(key))
                .register(registry);
    }
}
