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

    /** Lincheck uses one processor for most of the time, so that two processes take half as long. */
    private static final int PROCESSES = Math.min(2, Runtime.getRuntime().availableProcessors());

    private static final List<String> VERDICTS = new ArrayList<>();

    @BeforeAll
    static void checkThemAll(@TempDir Path work) throws IOException, InterruptedException {
        Path classes = work.resolve("classes");
        Rewriting.write(mutants(), classes);
        collect(List.of(run(classes, work.resolve("scenarios"), "false", "1", 0, 1)));
        var runs = new ArrayList<Run>();
        for (int part = 0; part < PROCESSES; part++) {
            runs.add(run(classes, work.resolve("mutants" + part), "true", ITERATIONS, part, PROCESSES));
        }
        collect(runs);
    }

    static List<Mutant> mutants() {
        return Mutant.all();
    }

    /** A process that has been started; it writes {@code name} with its verdicts, and {@code name.log}. */
    private record Run(Process process, Path report, Path output) {}

    private static Run run(Path classes, Path report, String mutants, String iterations, int part, int parts)
            throws IOException {
        Path output = report.resolveSibling(report.getFileName() + ".log");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        classes + File.pathSeparator + path,
                        MutantProcess.class.getName(),
                        report.toString(),
                        mutants,
                        iterations,
                        String.valueOf(part),
                        String.valueOf(parts))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Run(process, report, output);
    }

    private static void collect(List<Run> runs) throws IOException, InterruptedException {
        for (Run run : runs) {
            int exit = run.process().waitFor();
            assertThat(exit).as(Files.readString(run.output())).isZero();
            VERDICTS.addAll(Files.readAllLines(run.report()));
        }
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
