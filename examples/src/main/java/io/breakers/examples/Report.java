package io.breakers.examples;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerStats;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** Prints the statistics three times: from the breaker, from the meter registry, and as Prometheus scrapes them. */
final class Report {
    private static final Set<String> SAME_FOR_ALL = Set.of("service", "method");

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void statistics(Breaker breaker) {
        BreakerStats stats = breaker.stats();
        out.printf("%nStatistics of %s%n", breaker.name());
        out.printf(
                Locale.ROOT,
                "  %d calls: %d successful, %d failed, %d blocked; success rate %.1f %%%n",
                stats.calls(),
                stats.successes(),
                stats.failures(),
                stats.rejected(),
                100 * stats.successRate());
        out.printf(
                "  %d ms spent on successes, %d ms on failures%n",
                stats.successTime().toMillis(), stats.failureTime().toMillis());
        out.printf("  %d answers by the fallback, %d state changes%n", stats.fallbacks(), stats.transitions());
    }

    /** One line for each name, with the value for each tag that makes a difference. */
    void meters(MeterRegistry registry) {
        out.printf("%nMeters in the registry%n");
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("breaker."))
                .collect(groupingBy(meter -> meter.getId().getName(), TreeMap::new, toList()))
                .forEach((name, meters) -> out.printf("  %-20s  %s%n", name, values(meters)));
    }

    void prometheus(PrometheusMeterRegistry registry) {
        out.printf("%nWhat Prometheus scrapes%n");
        registry.scrape().lines().filter(line -> line.startsWith("breaker_")).forEach(line -> out.println("  " + line));
    }

    private static String values(List<Meter> meters) {
        return meters.stream()
                .sorted(Comparator.comparing(Report::label))
                .map(meter -> (label(meter) + value(meter)).strip())
                .collect(joining(", "));
    }

    private static String label(Meter meter) {
        return meter.getId().getTags().stream()
                .filter(tag -> !SAME_FOR_ALL.contains(tag.getKey()))
                .map(Tag::getValue)
                .collect(joining(" "));
    }

    private static String value(Meter meter) {
        var text = new StringBuilder();
        for (Measurement measured : meter.measure()) {
            double number = measured.getValue();
            String format = number == Math.rint(number) ? "%.0f" : "%.3f";
            format = measured.getStatistic() == Statistic.TOTAL_TIME ? "(" + format + " s)" : format;
            text.append(" ").append(String.format(Locale.ROOT, format, number));
        }
        return text.toString();
    }
}
