package io.breakers.examples.choosing;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Draws the share of rejected calls over the middle of the hour, for each rule and illness. */
final class Picture {
    private static final int CELL_WIDTH = 120;
    private static final int CELL_HEIGHT = 34;
    private static final int GAP = 8;
    private static final int LEFT = 250;
    private static final int TOP = 44;

    private static final int FROM = Hour.ILL_FROM - 300;
    private static final int UNTIL = Hour.ILL_UNTIL + 300;

    /** Each point of a line shows so many seconds. */
    private static final int STEP = 10;

    private Picture() {}

    /** Returns an SVG. */
    static String of(Map<Rule, Map<Illness, Result>> results) {
        int width = LEFT + Illness.values().length * (CELL_WIDTH + GAP);
        int height = TOP + Rule.values().length * (CELL_HEIGHT + GAP) + GAP;
        var svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="11">
                <title>Share of rejected calls from minute 15 to minute 45, for each rule and illness</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """, width, height));
        for (Illness illness : Illness.values()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(illness) + CELL_WIDTH / 2,
                    TOP - 14,
                    illness.title()));
        }
        results.forEach((rule, row) -> {
            int y = TOP + rule.compareTo(Rule.DEFAULTS) * (CELL_HEIGHT + GAP);
            svg.append(label(rule, y));
            row.forEach((illness, result) -> svg.append(cell(x(illness), y, result)));
        });
        return svg.append("</svg>\n").toString();
    }

    private static int x(Illness illness) {
        return LEFT + illness.compareTo(Illness.FAILS_1) * (CELL_WIDTH + GAP);
    }

    private static String label(Rule rule, int y) {
        var lines = new StringBuilder();
        int line = 0;
        for (String part :
                Pattern.compile("(?<=[:;,]) ").splitAsStream(rule.title()).toList()) {
            lines.append(String.format(Locale.ROOT, "<text x=\"4\" y=\"%d\">%s</text>%n", y + 11 + 13 * line++, part));
        }
        return lines.toString();
    }

    private static String cell(int x, int y, Result result) {
        double second = (double) CELL_WIDTH / (UNTIL - FROM);
        var path = new StringBuilder(String.format(Locale.ROOT, "M%d %d", x, y + CELL_HEIGHT));
        for (int from = FROM; from < UNTIL; from += STEP) {
            double sum = 0;
            for (int at = from; at < from + STEP; at++) {
                sum += result.rejected().get(at);
            }
            double top = y + CELL_HEIGHT * (1 - sum / STEP);
            path.append(String.format(Locale.ROOT, "V%.1fH%.1f", top, x + (from + STEP - FROM) * second));
        }
        path.append(String.format(Locale.ROOT, "V%dZ", y + CELL_HEIGHT));
        return String.format(
                Locale.ROOT,
                """
                <rect x="%d" y="%d" width="%d" height="%d" fill="#f2f4f7"/>
                <rect x="%.1f" y="%d" width="%.1f" height="%d" fill="#fde8d7"/>
                <path d="%s" fill="#b3261e"/>
                """,
                x,
                y,
                CELL_WIDTH,
                CELL_HEIGHT,
                x + (Hour.ILL_FROM - FROM) * second,
                y,
                (Hour.ILL_UNTIL - Hour.ILL_FROM) * second,
                CELL_HEIGHT,
                path);
    }
}
