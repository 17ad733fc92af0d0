package io.breakers.dashboards;

import io.breakers.dashboards.Prometheus.Point;
import io.breakers.dashboards.Prometheus.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the panels of the dashboard one below the other, on a common time axis. */
final class Picture {
    private static final List<String> PANELS =
            List.of("State", "Calls by outcome", "Rejections", "Fallbacks", "Latency");
    private static final Map<String, String> UNITS =
            Map.of("Calls by outcome", "/s", "Rejections", "/s", "Fallbacks", "/s", "Latency", " s");
    private static final List<String> STATES = List.of("CLOSED", "DISABLED", "HALF_OPEN", "OPEN", "FORCED_OPEN");
    private static final List<String> STATE_COLORS = List.of("#56a64b", "#3274d9", "#e0b400", "#e02f44", "#8b0a1a");
    private static final Map<String, String> COLORS = Map.of(
            "success",
            "#56a64b",
            "failure",
            "#e02f44",
            "ignored",
            "#3274d9",
            "cancelled",
            "#8f8f8f",
            "open",
            "#e02f44",
            "half_open",
            "#e0b400",
            "forced_open",
            "#8b0a1a");

    private static final int LEFT = 60;
    private static final int WIDTH = 700;
    private static final int HEIGHT = 90;
    private static final int STATE_HEIGHT = 26;
    private static final int GAP = 44;

    private final StringBuilder svg = new StringBuilder();
    private final Map<String, List<Series>> panels;
    private final double begin;
    private final double seconds;
    private int top = 34;

    Picture(Map<String, List<Series>> panels, Instant begin, Instant end) {
        this.panels = panels;
        this.begin = begin.toEpochMilli() / 1e3;
        this.seconds = end.toEpochMilli() / 1e3 - this.begin;
    }

    String svg() {
        for (String title : PANELS) {
            List<Series> series = panels.getOrDefault(title, List.of());
            text(LEFT, top - 8, "title", title);
            if (title.equals("State")) {
                states(series);
            } else {
                lines(title, series);
            }
        }
        for (int second = 0; second <= seconds; second += 5) {
            text(x(begin + second) - 6, top - GAP + 16, "axis", second + " s");
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <title>An outage, as the dashboard shows it</title>
                <style>.title{font-weight:bold;font-size:12px}.axis{fill:#777;font-size:10px}\
                polyline{fill:none;stroke-width:1.5;stroke-linejoin:round}</style>
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """.formatted(LEFT + WIDTH + 20, top - GAP + 26, svg);
    }

    /** A bar whose color changes with the state. */
    private void states(List<Series> series) {
        for (Series one : series) {
            List<Point> points = one.points();
            for (int i = 0, from = 0; i < points.size(); i++) {
                boolean last = i + 1 == points.size();
                if (last || points.get(i + 1).value() != points.get(from).value()) {
                    double left = x(points.get(from).second());
                    double right = last ? LEFT + WIDTH : x(points.get(i + 1).second());
                    add(
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                            left, top, right - left, STATE_HEIGHT, STATE_COLORS.get((int)
                                    points.get(from).value()));
                    from = i + 1;
                }
            }
        }
        int at = LEFT + 140;
        for (int state : new int[] {0, 2, 3}) {
            at = legend(at, STATES.get(state), STATE_COLORS.get(state));
        }
        top += STATE_HEIGHT + GAP;
    }

    private void lines(String title, List<Series> series) {
        double highest = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Point::value)
                .max()
                .orElse(0);
        double scale = highest == 0 ? 1 : highest;
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f6f6f6\"/>", LEFT, top, WIDTH, HEIGHT);
        text(
                6,
                top + 10,
                "axis",
                String.format(Locale.ROOT, highest < 2 ? "%.2f%s" : "%.0f%s", highest, UNITS.get(title)));
        text(6, top + HEIGHT, "axis", "0");
        int at = LEFT + 140;
        for (Series one : series) {
            String name = one.label("outcome") + one.label("reason");
            String color = COLORS.getOrDefault(name, "#444");
            List<String> corners = new ArrayList<>();
            for (Point point : one.points()) {
                corners.add(String.format(
                        Locale.ROOT, "%.0f,%.1f", x(point.second()), top + HEIGHT - HEIGHT * point.value() / scale));
            }
            add("<polyline stroke=\"%s\" points=\"%s\"/>", color, String.join(" ", corners));
            at = legend(at, name, color);
        }
        top += HEIGHT + GAP;
    }

    /** Names a color, and returns where the next name begins. */
    private int legend(int at, String name, String color) {
        add("<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" fill=\"%s\"/>", at, top - 17, color);
        text(at + 13, top - 8, "", name);
        return at + 30 + 7 * name.length();
    }

    private double x(double second) {
        return LEFT + WIDTH * (second - begin) / seconds;
    }

    private void text(double x, int y, String style, String text) {
        add("<text x=\"%.0f\" y=\"%d\" class=\"%s\">%s</text>", x, y, style, text);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
