package io.breakers.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the mutants that survived with the list of those that nobody can kill, which says why: one that is not
 * listed fails the build, and so does a line whose mutant was killed or is gone, unless PIT was asked to leave out its
 * class. Run after PIT by the profile {@code pitest}; see {@code docs/testing.md}.
 */
public final class Survivors {
    private static final Path REPORT = Path.of("target", "pit-reports", "mutations.csv");
    private static final Path LIST = Path.of("src", "test", "mutants.txt");
    private static final Path SOURCES = Path.of("src", "main", "java");

    /**
     * What PIT calls a mutant that was found out, or that no virtual machine accepts. Whatever else it says, the mutant
     * lives.
     */
    private static final Set<String> DEAD = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "NON_VIABLE");

    private Survivors() {}

    /** Checks the module in the directory that is the first argument. */
    public static void main(String[] arguments) throws IOException {
        Path module = Path.of(arguments[0]);
        Path sources = module.resolve(SOURCES);
        List<String> report = Files.readAllLines(module.resolve(REPORT));
        List<String> survivors = survivors(report, sources);
        Set<String> leftOut = leftOut(report, sources);
        List<String> excused = excused(Files.readAllLines(module.resolve(LIST))).stream()
                .filter(line -> !leftOut.contains(outermost(line)))
                .toList();

        List<String> unexcused = without(survivors, excused);
        List<String> dead = without(excused, survivors);
        if (report.isEmpty() || !unexcused.isEmpty() || !dead.isEmpty()) {
            throw new AssertionError(report.size() + " mutants\nthat survived and are not in " + LIST + ":"
                    + lines(unexcused) + "\nin " + LIST + " that did not survive:" + lines(dead));
        }
        System.out.println(report.size() + " mutants: " + (report.size() - survivors.size()) + " killed, "
                + survivors.size() + " excused in " + LIST);
    }

    /**
     * For example {@code RateThreshold.isReachedBy | ConditionalsBoundary | return distance > 0;}: no line number, so
     * that it stays true while other lines come and go.
     */
    private static List<String> survivors(List<String> report, Path sources) throws IOException {
        var survivors = new ArrayList<String>();
        for (String mutant : report) {
            String[] columns = mutant.split(",", 7);
            if (!DEAD.contains(columns[5])) {
                String type = columns[1];
                Path source = sources.resolve(
                                type.substring(0, type.lastIndexOf('.')).replace('.', '/'))
                        .resolve(columns[0]);
                String line = Files.readAllLines(source).get(Integer.parseInt(columns[4]) - 1);
                String mutator =
                        columns[2].substring(columns[2].lastIndexOf('.') + 1).replace("Mutator", "");
                survivors.add(type.substring(type.lastIndexOf('.') + 1) + "." + columns[3] + " | " + mutator + " | "
                        + line.strip());
            }
        }
        return survivors;
    }

    /** The classes that are there and have no mutant. */
    private static Set<String> leftOut(List<String> report, Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(Survivors::outermost)
                    .collect(Collectors.toCollection(HashSet::new));
            report.forEach(mutant -> names.remove(outermost(mutant)));
            return names;
        }
    }

    /** The name up to that of a nested class, of a method, or to {@code .java}. */
    private static String outermost(String name) {
        return name.split("[.$]", 2)[0];
    }

    /** The mutants are the indented lines; what is not indented says why. */
    private static List<String> excused(List<String> list) {
        return list.stream()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    private static List<String> without(List<String> some, List<String> others) {
        var left = new ArrayList<>(some);
        // One by one: two mutants may be alike.
        others.forEach(left::remove);
        return left;
    }

    private static String lines(List<String> mutants) {
        return mutants.isEmpty() ? " none" : "\n  " + String.join("\n  ", mutants);
    }
}
