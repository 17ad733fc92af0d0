package io.breakers.examples.choosing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Simulates an hour for each kind of illness under each rule, prints the tables of the page on choosing a rule, and
 * writes its picture into the directory that is its argument, if there is one. Takes two minutes.
 */
public final class ChoosingARule {
    private ChoosingARule() {}

    /** Prints the tables, and writes the pictures. */
    public static void main(String[] args) throws IOException {
        var results = new EnumMap<Rule, Map<Illness, Result>>(Rule.class);
        for (Rule rule : Rule.values()) {
            var row = new EnumMap<Illness, Result>(Illness.class);
            for (Illness illness : Illness.values()) {
                row.put(illness, Hour.of(illness, rule));
            }
            results.put(rule, row);
            System.err.println("simulated " + rule.title());
        }
        print(System.out, results);
        if (args.length > 0) {
            Path directory = Path.of(args[0]);
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("hour-under-each-rule.svg"), Picture.of(results));
        }
    }

    private static void print(PrintStream out, Map<Rule, Map<Illness, Result>> results) {
        var heads = new StringBuilder("| rule |");
        var line = new StringBuilder("| --- |");
        for (Illness illness : Illness.values()) {
            heads.append(' ').append(illness.title()).append(" |");
            line.append(" --- |");
        }
        out.println(heads);
        out.println(line);
        results.forEach((rule, row) -> out.println(row(rule, row)));
    }

    /** A row of the table: good calls rejected, bad calls let through, recovery. */
    static String row(Rule rule, Map<Illness, Result> results) {
        var text = new StringBuilder("| ").append(rule.title()).append(" |");
        results.values().forEach(result -> text.append(' ').append(cell(result)).append(" |"));
        return text.toString();
    }

    /** What a cell of the table says of an hour. */
    static String cell(Result result) {
        return String.format(
                Locale.ROOT,
                "%s / %s / %d s",
                percent(result.goodRejected()),
                percent(result.badLetThrough()),
                result.recovery().toSeconds());
    }

    private static String percent(double share) {
        if (share == 0) {
            return "0";
        }
        return share < 0.001 ? "<0.1" : String.format(Locale.ROOT, share < 0.1 ? "%.1f" : "%.0f", 100 * share);
    }
}
