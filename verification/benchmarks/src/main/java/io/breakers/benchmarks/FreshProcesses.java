package io.breakers.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Starts a process for each measurement that can be taken only once in a process, and takes the median of what they
 * print.
 */
final class FreshProcesses implements AutoCloseable {
    /** The services after the first one; the numbers say how many methods. */
    static final List<String> SERVICES =
            List.of("Next10", "Later3", "LaterA10", "LaterB10", "LaterC10", "Later300", "Later863");

    /** How many processors the machine has whose memory is weighed: a small one, and a large one. */
    static final List<Integer> PROCESSORS = List.of(2, 64);

    private final Path classes;

    FreshProcesses() {
        try {
            classes = Files.createTempDirectory("breakers-benchmarks");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        SizedServices.compile(classes, SERVICES);
    }

    /**
     * Makes services in each of the ways, in turn, so that a slow moment of the machine hits all of them.
     *
     * @param ways {@code BARE} or names of engines
     * @return medians, named as in {@code BARE.first}
     */
    Map<String, Double> coldStarts(List<String> ways, int rounds) {
        Map<String, List<Long>> values = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String way : ways) {
                var command = new ArrayList<>(List.of(ColdStart.class.getName(), way));
                command.addAll(SERVICES);
                run(List.of(), command)
                        .forEach((name, value) -> values.computeIfAbsent(way + "." + name, key -> new ArrayList<>())
                                .add(value));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        values.forEach((name, measured) -> medians.put(name, median(measured)));
        return medians;
    }

    /**
     * Weighs the methods of one of the services on a machine with so many processors, or a JVM that believes so: named as in
     * {@code AUTO.Later300.64.neverCalled}.
     */
    Map<String, Double> footprint(String way, String service, int processors) {
        Map<String, Double> values = new LinkedHashMap<>();
        String prefix = way + "." + service + "." + processors + ".";
        run(
                        List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:ActiveProcessorCount=" + processors),
                        List.of(Footprint.class.getName(), way, service))
                .forEach((name, value) -> values.put(prefix + name, (double) value));
        return values;
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }

    private Map<String, Long> run(List<String> options, List<String> command) {
        var all = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        all.addAll(options);
        all.addAll(
                List.of("-cp", System.getProperty("java.class.path") + System.getProperty("path.separator") + classes));
        all.addAll(command);
        try {
            Process process = new ProcessBuilder(all)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Map<String, Long> values = new TreeMap<>();
            try (var lines = process.inputReader()) {
                lines.lines().map(line -> line.split(" ")).forEach(line -> values.put(line[0], Long.valueOf(line[1])));
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed");
            }
            return values;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(classes)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    System.err.println("left behind: " + file);
                }
            });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
