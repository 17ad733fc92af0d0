package io.breakers.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs every benchmark with every parameter, with one thread and with two, and then the fresh processes. Takes hours.
 *
 * <p>Arguments: those of JMH, to run only a part, or {@code processes} for the fresh processes only. The results are
 * also written to {@code target/benchmarks-*.json}.
 */
public final class Everything {
    private static final int COLD_STARTS = 15;

    private Everything() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        System.out.println(Machine.describe());
        if (List.of(arguments).equals(List.of("processes"))) {
            runProcesses();
            return;
        }
        var commandLine = new CommandLineOptions(arguments);
        if (commandLine.getThreads().hasValue()) {
            run(commandLine, commandLine.getThreads().get());
        } else {
            run(commandLine, 1);
            run(commandLine, 2);
        }
        if (commandLine.getIncludes().isEmpty()) {
            runProcesses();
        }
    }

    private static void run(CommandLineOptions commandLine, int threads) throws RunnerException, IOException {
        Path results = Path.of("target", "benchmarks-" + threads + ".json");
        Files.createDirectories(results.toAbsolutePath().getParent());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(commandLine)
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString());
        if (!VirtualThreadCalls.canRun()) {
            options.exclude(Pattern.quote(VirtualThreadCalls.class.getName()));
        }
        new Runner(options.build()).run();
    }

    private static void runProcesses() {
        Map<String, Double> figures = new TreeMap<>();
        try (var processes = new FreshProcesses()) {
            figures.putAll(processes.coldStarts(List.of("BARE", "AUTO", "JDK", "GENERATED"), COLD_STARTS));
            for (String service : List.of("Next10", "Later300", "Later863")) {
                for (int processors : FreshProcesses.PROCESSORS) {
                    figures.putAll(processes.footprint("JDK", service, processors));
                    figures.putAll(processes.footprint("GENERATED", service, processors));
                }
            }
        }
        System.out.println("Fresh processes: nanoseconds; bytes for metadata and for methods by use");
        figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-40s %,18.0f%n", name, value));
    }
}
