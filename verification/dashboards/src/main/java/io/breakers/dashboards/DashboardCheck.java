package io.breakers.dashboards;

import io.breakers.dashboards.Prometheus.Series;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs each query of the dashboard and of the alert rules against a real Prometheus that has scraped a {@link
 * ScrapedOutage}. Fails if a query returns no data, if an alert has not fired, or if one fired before anything was
 * wrong.
 *
 * <p>Arguments: the dashboard directory, a working directory, and the file for a picture of the panels.
 */
public final class DashboardCheck {
    private static final Pattern TITLE_OR_QUERY =
            Pattern.compile("\"(title|expr|definition)\": \"((?:\\\\.|[^\"\\\\])*)\"");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Prometheus prometheus;
    private final PrintStream out;
    private final List<String> wrong = new ArrayList<>();

    private DashboardCheck(Prometheus prometheus, PrintStream out) {
        this.prometheus = prometheus;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path dashboards = Path.of(args[0]);
        Path rules = dashboards.resolve("breakers-alerts.yml");
        String dashboard = Files.readString(dashboards.resolve("breakers-grafana.json"));
        try (var outage = new ScrapedOutage();
                var prometheus = new Prometheus(Path.of(args[1]), rules, outage.address())) {
            var check = new DashboardCheck(prometheus, System.out);
            outage.run();
            Instant end = Instant.now();
            Instant begin = outage.begin(0);
            check.alerts(Files.readString(rules), begin, outage.begin(1));
            check.variables(dashboard);
            Map<String, List<Series>> panels = check.panels(dashboard, begin, end);
            if (!check.wrong.isEmpty()) {
                throw new IllegalStateException(String.join("; ", check.wrong));
            }
            Files.writeString(Path.of(args[2]), new Picture(panels, begin, end).svg());
        }
    }

    private void alerts(String rules, Instant begin, Instant outage) throws IOException, InterruptedException {
        var expected =
                ALERT.matcher(rules).results().map(alert -> alert.group(1)).toList();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Map<String, Double> fired = fired(begin);
        while (!fired.keySet().containsAll(expected) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
            fired = fired(begin);
        }
        for (String alert : expected) {
            Double when = fired.get(alert);
            if (when == null) {
                wrong.add(alert + " has not fired");
            } else if (when < outage.toEpochMilli() / 1e3) {
                wrong.add(alert + " has fired before the outage");
            } else {
                out.printf(
                        "alert     %-28s fired %4.1f s after the outage began%n",
                        alert, when - outage.toEpochMilli() / 1e3);
            }
        }
    }

    /** When each alert fired first, in seconds after the epoch. */
    private Map<String, Double> fired(Instant begin) throws IOException, InterruptedException {
        Map<String, Double> fired = new TreeMap<>();
        for (Series alert : prometheus.range("ALERTS{alertstate=\"firing\"}", begin, Instant.now())) {
            fired.merge(alert.label("alertname"), alert.points().get(0).second(), Math::min);
        }
        return fired;
    }

    private void variables(String dashboard) throws IOException, InterruptedException {
        for (Matcher found = TITLE_OR_QUERY.matcher(dashboard); found.find(); ) {
            Matcher query = LABEL_VALUES.matcher(unquoted(found.group(2)));
            if (found.group(1).equals("definition") && query.matches()) {
                String values = prometheus.get("/api/v1/label/" + query.group(2)
                        + "/values?match[]=".replace("[", "%5B").replace("]", "%5D")
                        + URLEncoder.encode(filled(query.group(1)), StandardCharsets.UTF_8));
                check("variable", query.group(2), !values.contains("\"data\":[]"), values);
            }
        }
    }

    /** The answers to the queries of each panel. */
    private Map<String, List<Series>> panels(String dashboard, Instant begin, Instant end)
            throws IOException, InterruptedException {
        Map<String, List<Series>> panels = new LinkedHashMap<>();
        String title = "";
        for (Matcher found = TITLE_OR_QUERY.matcher(dashboard); found.find(); ) {
            if (found.group(1).equals("title")) {
                title = found.group(2);
            } else if (found.group(1).equals("expr")) {
                List<Series> series = prometheus.range(filled(unquoted(found.group(2))), begin, end);
                panels.computeIfAbsent(title, one -> new ArrayList<>()).addAll(series);
                check("panel", title, !series.isEmpty(), series.size() + " series");
            }
        }
        return panels;
    }

    private void check(String kind, String name, boolean answered, String answer) {
        out.printf("%-9s %-28s %s%n", kind, name, answer);
        if (!answered) {
            wrong.add("the " + kind + " " + name + " has no data");
        }
    }

    private static String unquoted(String json) {
        return json.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** A query as Grafana would send it, with all services and methods selected. */
    private static String filled(String query) {
        return query.replace("$__rate_interval", "1s").replace("$service", ".*").replace("$method", ".*");
    }
}
