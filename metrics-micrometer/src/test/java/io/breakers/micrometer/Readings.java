package io.breakers.micrometer;

import static java.util.stream.Collectors.joining;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that a registry shows, as sorted lines such as {@code breaker.inflight{method=charge,service=Payments} value 0}.
 */
final class Readings {
    private Readings() {}

    static List<String> of(MeterRegistry registry) {
        List<String> lines = new ArrayList<>();
        for (Meter meter : registry.getMeters()) {
            for (Measurement measurement : meter.measure()) {
                lines.add(name(meter) + " " + measurement.getStatistic().getTagValueRepresentation() + " "
                        + number(measurement.getValue()));
            }
        }
        return lines.stream().sorted().toList();
    }

    /** Without the lines of zero and NaN, and without those that say that every rejection is carried out. */
    static List<String> telling(MeterRegistry registry) {
        return of(registry).stream()
                .filter(line -> !line.endsWith(" 0") && !line.endsWith(" NaN"))
                .filter(line -> !(line.contains(".enforced{") && line.endsWith(" 1")))
                .toList();
    }

    /** One reading; the test fails if there is not exactly one. */
    static double of(MeterRegistry registry, String name, String... tags) {
        var measurements = registry.get(name).tags(tags).meters();
        if (measurements.size() != 1) {
            throw new AssertionError(name + " is there " + measurements.size() + " times");
        }
        return measurements.iterator().next().measure().iterator().next().getValue();
    }

    /** The sum of one statistic over all meters of a name. */
    static double sum(MeterRegistry registry, String name, Statistic statistic) {
        double sum = 0;
        for (Meter meter : registry.get(name).meters()) {
            for (Measurement measurement : meter.measure()) {
                sum += measurement.getStatistic() == statistic ? measurement.getValue() : 0;
            }
        }
        return sum;
    }

    private static String name(Meter meter) {
        return meter.getId().getName()
                + meter.getId().getTags().stream().map(Readings::tag).collect(joining(",", "{", "}"));
    }

    private static String tag(Tag tag) {
        return tag.getKey() + "=" + tag.getValue();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
