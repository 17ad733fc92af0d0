package io.breakers.interleaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * A process whose class path begins with the engine as {@link Rewriting} left it: what Lincheck generates finds classes
 * by the class path only, so those of another loader cannot be checked. Runs each scenario while no mutant is on, or
 * else each mutant, and writes a line about each: not both, since Lincheck is slower the more it has done in a process.
 */
final class MutantProcess {
    static final String PASSED = "passed";
    static final String FOUND = "found";

    /** Found because the mutant cannot run, which says nothing about the scenario. */
    private static final String BROKEN = "broken";

    private static final Pattern CANNOT_RUN = Pattern.compile(
            "(Access|NoSuchMethod|NoSuchField|NoClassDefFound|Verify|ClassFormat|StackOverflow|ClassCast|BootstrapMethod)"
                    + "(Error|Exception)");

    private MutantProcess() {}

    /**
     * Takes the file to write to, whether there are mutants, the size of each run, and which of how many parts of the
     * mutants it is for.
     */
    public static void main(String[] arguments) throws IOException {
        boolean mutants = Boolean.parseBoolean(arguments[1]);
        int iterations = Integer.parseInt(arguments[2]);
        List<String> verdicts = mutants
                ? ofMutants(iterations, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]))
                : ofScenarios(iterations);
        Files.write(Path.of(arguments[0]), verdicts);
        // Whoever Lincheck has left waiting for ever.
        System.exit(0);
    }

    private static List<String> ofScenarios(int iterations) {
        List<String> verdicts = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            verdicts.add(verdict(scenario.name(), scenario, iterations));
        }
        return verdicts;
    }

    private static List<String> ofMutants(int iterations, int part, int parts) {
        List<String> verdicts = new ArrayList<>();
        List<Mutant> all = Mutant.all();
        for (int i = part; i < all.size(); i += parts) {
            Mutant mutant = all.get(i);
            MutantSwitch.on = mutant.name();
            verdicts.add(verdict(mutant.name(), mutant.scenario(), iterations));
        }
        return verdicts;
    }

    private static String verdict(String name, Scenario scenario, int iterations) {
        String verdict = PASSED;
        try {
            scenario.explore(iterations);
        } catch (LincheckAssertionError found) {
            String message = String.valueOf(found.getMessage());
            System.out.println(name + message);
            verdict = CANNOT_RUN.matcher(message).find() ? BROKEN : FOUND;
        }
        return name + " " + verdict;
    }
}
