package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lincheck finds what goes wrong where a guard of the engine is away, so that its silence about the engine means something. */
@Tag("lincheck")
@Tag("mutants")
class MutantsTest {
    private static final String ITERATIONS = System.getProperty("breakers.lincheck.mutant.iterations", "100");

    /** Threads meet in one place, in every run, as they do where there are more of them than places. */
    private static final Rewriting.Site CROWD = new Rewriting.Site("Counts", "placeOf", "Thread.getId");

    private static final List<String> VERDICTS = new ArrayList<>();

    @BeforeAll
    static void checkThemAll(@TempDir Path work) throws IOException, InterruptedException {
        List<Rewriting.Site> sites = new ArrayList<>(List.of(CROWD));
        for (Mutant mutant : Mutant.values()) {
            sites.add(mutant.site);
        }
        Path classes = work.resolve("classes");
        Rewriting.write(sites, classes);
        VERDICTS.addAll(verdicts(classes, work, "false", "1"));
        VERDICTS.addAll(verdicts(classes, work, "true", ITERATIONS));
    }

    private static List<String> verdicts(Path classes, Path work, String mutants, String iterations)
            throws IOException, InterruptedException {
        Path report = work.resolve("verdicts");
        Path output = work.resolve("output");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int exit = new ProcessBuilder(
                        java,
                        "-cp",
                        classes + File.pathSeparator + path,
                        MutantProcess.class.getName(),
                        report.toString(),
                        mutants,
                        iterations)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(output)).isZero();
        return Files.readAllLines(report);
    }

    @ParameterizedTest
    @EnumSource
    void aMissingGuardIsFound(Mutant mutant) {
        assertThat(VERDICTS).contains(mutant + " " + MutantProcess.FOUND);
    }

    /** With the same rewritten classes, as long as every guard is there. */
    @ParameterizedTest
    @EnumSource
    void aCompleteEnginePasses(Scenario scenario) {
        assertThat(VERDICTS).contains(scenario + " " + MutantProcess.PASSED);
    }
}
