package io.breakers.micrometer;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Page;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's table of meters, against a real scrape. */
class MeterTableTest {
    private static final Pattern NAME = Pattern.compile("`(breaker\\.[a-z.]+)`");
    private static final Pattern TAG = Pattern.compile("`([a-z]+)` = ([a-z_, ]+)");

    @Test
    void theTableNamesEverySeriesOfAScrapeAndNoOther() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var script = new Script();
        Script.charge(script.protect(BreakerMetrics.to(registry)), script.success(1));

        Set<String> scraped = registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(toCollection(TreeSet::new));

        assertThat(promised()).isEqualTo(scraped);
    }

    private static Set<String> promised() {
        Set<String> series = new TreeSet<>();
        List<String> rows = table();
        assertThat(rows).isNotEmpty();
        for (String row : rows) {
            String[] cells = row.split("\\|", -1);
            String type = cells[2].strip().split("\\W", 2)[0];
            for (Matcher name = NAME.matcher(cells[1]); name.find(); ) {
                for (String suffix : suffixes(type)) {
                    addAll(series, name.group(1).replace('.', '_') + suffix, cells[3]);
                }
            }
        }
        return series;
    }

    private static void addAll(Set<String> series, String name, String tags) {
        Matcher tag = TAG.matcher(tags);
        if (!tag.find()) {
            series.add(name + "{method=\"charge\",service=\"Payments\"}");
            return;
        }
        for (String value : tag.group(2).split(",")) {
            Set<String> labels = new TreeSet<>(Set.of("method=\"charge\"", "service=\"Payments\""));
            labels.add(tag.group(1) + "=\"" + value.strip() + "\"");
            series.add(name + "{" + String.join(",", labels) + "}");
        }
    }

    private static List<String> suffixes(String type) {
        return switch (type) {
            case "timer" -> List.of("_seconds_count", "_seconds_sum");
            case "counter" -> List.of("_total");
            case "gauge" -> List.of("");
            default -> throw new AssertionError("a meter of the type " + type);
        };
    }

    private static List<String> table() {
        return Page.of("docs/guide/meters.md")
                .section("## The meters")
                .lines()
                .filter(line -> line.startsWith("| `breaker."))
                .toList();
    }
}
