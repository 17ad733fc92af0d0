package io.breakers.interleaving;

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
import org.junit.jupiter.params.provider.MethodSource;

/** Lincheck finds what goes wrong where a guard of the engine is weakened, so that its silence means something. */
@Tag("lincheck")
@Tag("mutants")
class MutantsTest {
    private static final String ITERATIONS = System.getProperty("breakers.lincheck.mutant.iterations", "100");

    private static final List<String> VERDICTS = new ArrayList<>();

    @BeforeAll
    static void checkThemAll(@TempDir Path work) throws IOException, InterruptedException {
        Path classes = work.resolve("classes");
        Rewriting.write(mutants(), classes);
        VERDICTS.addAll(verdicts(classes, work, "false", "1"));
        VERDICTS.addAll(verdicts(classes, work, "true", ITERATIONS));
    }

    static List<Mutant> mutants() {
        return Mutant.all();
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
    @MethodSource("mutants")
    void aWeakenedGuardIsFound(Mutant mutant) {
        assertThat(VERDICTS).contains(mutant + " " + MutantProcess.FOUND);
    }

    /** With the same rewritten classes, as long as no mutant is on. */
    @ParameterizedTest
    @EnumSource
    void aCompleteEnginePasses(Scenario scenario) {
        assertThat(VERDICTS).contains(scenario + " " + MutantProcess.PASSED);
    }
}
