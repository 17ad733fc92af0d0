package io.breakers.examples;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.breakers.api.BreakerStats;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** Prints what was counted, three times: as the breaker knows it, as a meter registry knows it, and as Prometheus scrapes it. */
final class Report {
    private static final Set<String> SAME_FOR_ALL = Set.of("service", "method");

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void statistics(String breaker, BreakerStats stats) {
        out.printf("%nStatistics of %s%n", breaker);
        out.printf(
                Locale.ROOT,
                "  %d calls = %d successful + %d failed + %d blocked; success rate %.1f %%%n",
                stats.calls(),
                stats.successes(),
                stats.failures(),
                stats.rejected(),
                100 * stats.successRate());
        out.printf("  %d answers by the fallback, %d state changes%n", stats.fallbacks(), stats.transitions());
        out.printf(
                "  %d ms waiting for successes, %d ms waiting for failures%n",
                stats.successTime().toMillis(), stats.failureTime().toMillis());
    }

    /** One line for each name, with the value of each tag that makes a difference. */
    void meters(MeterRegistry registry) {
        out.printf("%nMeters in the registry%n");
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("breaker."))
                .collect(groupingBy(meter -> meter.getId().getName(), TreeMap::new, toList()))
                .forEach((name, meters) -> out.printf("  %-20s  %s%n", name, line(meters)));
    }

    void prometheus(PrometheusMeterRegistry registry) {
        out.printf("%nWhat Prometheus scrapes%n");
        registry.scrape().lines().filter(line -> line.startsWith("breaker_")).forEach(line -> out.println("  " + line));
    }

    private static String line(List<Meter> meters) {
        return meters.stream().sorted(Comparator.comparing(Report::label)).map(meter -> label(meter) + value(meter)).collect(joining("  "));
    }

    private static String label(Meter meter) {
        return meter.getId().getTags().stream().filter(tag -> !SAME_FOR_ALL.contains(tag.getKey())).map(Tag::getValue).collect(joining(" ", "", " "));
    }

    private static String value(Meter meter) {
        var text = new StringBuilder();
        for (Measurement measured : meter.measure()) {
            switch (measured.getStatistic()) {
                case TOTAL_TIME -> text.append(String.format(Locale.ROOT, " (%.0f ms)", measured.getValue() * 1000));
                default -> text.append(String.format(Locale.ROOT, "%.0f", measured.getValue()));
            }
        }
        return text.toString();
    }
}
