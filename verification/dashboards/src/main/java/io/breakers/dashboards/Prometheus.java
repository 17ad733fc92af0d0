package io.breakers.dashboards;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private Prometheus server on loopback that writes to one directory and scrapes one address four times a second. */
final class Prometheus implements AutoCloseable {
    /** The values of one time series; {@code labels} as in {@code "outcome":"success"}. */
    record Series(String labels, List<Point> points) {
        /** What a label says, or nothing. */
        String label(String name) {
            Matcher label = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(labels);
            return label.find() ? label.group(1) : "";
        }
    }

    /** One value, at so many seconds after the epoch. */
    record Point(double second, double value) {}

    private static final Pattern SERIES = Pattern.compile("\"metric\":\\{([^}]*)\\},\"values\":\\[(.*?)\\]\\]");
    private static final Pattern POINT = Pattern.compile("\\[([0-9.]+),\"([^\"]*)\"");
    private static final Duration STEP = Duration.ofMillis(250);
    private static final long PATIENCE_SECONDS = 120;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Process server;

    /** Starts the server, with rules whose minutes are made seconds. */
    Prometheus(Path directory, Path rules, URI target) throws IOException {
        address = URI.create("http://127.0.0.1:" + freePort());
        Files.writeString(
                directory.resolve("rules.yml"), Files.readString(rules).replaceAll("\\b(\\d+)m\\b", "$1s"));
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 250ms
                  scrape_timeout: 250ms
                  evaluation_interval: 250ms
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: shop
                    static_configs:
                      - targets: ["%s"]
                """.formatted(target.getAuthority()));
        server = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address.getAuthority(),
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The values of a query between two moments, four a second; series without any are left out. */
    List<Series> range(String query, Instant from, Instant to) throws IOException, InterruptedException {
        String body = get(String.format(
                Locale.ROOT,
                "/api/v1/query_range?query=%s&start=%.3f&end=%.3f&step=%dms",
                URLEncoder.encode(query, StandardCharsets.UTF_8),
                from.toEpochMilli() / 1e3,
                to.toEpochMilli() / 1e3,
                STEP.toMillis()));
        List<Series> all = new ArrayList<>();
        for (Matcher series = SERIES.matcher(body); series.find(); ) {
            List<Point> points = new ArrayList<>();
            for (Matcher point = POINT.matcher(series.group(2)); point.find(); ) {
                double value = Double.parseDouble(point.group(2).replace("Inf", "Infinity"));
                if (Double.isFinite(value)) {
                    points.add(new Point(Double.parseDouble(point.group(1)), value));
                }
            }
            if (!points.isEmpty()) {
                all.add(new Series(series.group(1), points));
            }
        }
        return all;
    }

    /** The body of an answer. Asks again while the server is starting. */
    String get(String path) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                var answer = client.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                if (answer.statusCode() != 503) {
                    throw new IllegalStateException(path + " is answered by " + answer.body());
                }
            } catch (IOException refused) {
                if (!server.isAlive() || System.nanoTime() - deadline > 0) {
                    throw refused;
                }
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
