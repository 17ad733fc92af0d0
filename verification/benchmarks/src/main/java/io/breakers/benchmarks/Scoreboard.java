package io.breakers.benchmarks;

import io.breakers.benchmarks.Measured.Cost;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the performance targets in a few minutes, and prints a ratio for each.
 *
 * <p>Each benchmark runs in three processes of its own, with all the others between them, and its fastest iteration counts. On a
 * machine whose cores are shared, a neighbour makes everything slower, up to twice, for seconds at a time; nothing makes it
 * faster. Good luck of the compiler counts as well, for both sides of a comparison. Of what is allocated the median counts, and of
 * two threads, whose fastest iteration may be one in which one of them stood still. Live threads make a fixed number of calls,
 * and the last one that ends counts, so that their fastest iteration is an honest one.
 *
 * <p>Arguments: targets, as in {@code P1 P9}; none for all. {@code quick} only shows that everything runs; its numbers are
 * meaningless.
 */
public final class Scoreboard {
    private static final int ROUNDS = 3;
    private static final int COLD_STARTS = 9;

    private final List<Target> targets;
    private final boolean quick;
    private final Measured measured = new Measured();

    private Scoreboard(List<Target> targets, boolean quick) {
        this.targets = targets;
        this.quick = quick;
    }

    public static void main(String[] arguments) throws RunnerException {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        boolean quick = wanted.remove("quick");
        List<Target> all = Targets.all();
        List<String> ids = all.stream().map(Target::id).distinct().toList();
        if (!ids.containsAll(wanted)) {
            throw new IllegalArgumentException(wanted + ": there are the targets " + ids);
        }
        new Scoreboard(
                        all.stream()
                                .filter(target -> wanted.isEmpty() || wanted.contains(target.id()))
                                .toList(),
                        quick)
                .run();
    }

    private void run() throws RunnerException {
        long start = System.nanoTime();
        measureCalls();
        if (targets.stream().anyMatch(target -> target.ours().works().isEmpty())) {
            measureProcesses();
        }
        print();
        System.out.printf("%d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private void measureCalls() throws RunnerException {
        List<Work> works = targets.stream()
                .flatMap(target -> List.of(target.ours(), target.against()).stream())
                .flatMap(quantity -> quantity.works().stream())
                .distinct()
                .toList();
        Map<Work, List<BenchmarkResult>> results = new HashMap<>();
        int rounds = quick ? 1 : ROUNDS;
        for (int round = 1; round <= rounds; round++) {
            for (Work work : works) {
                System.err.printf("round %d of %d: %s%n", round, rounds, work);
                results.computeIfAbsent(work, key -> new ArrayList<>()).addAll(measure(work));
            }
        }
        results.forEach((work, runs) -> measured.add(work, cost(work, runs)));
    }

    private List<BenchmarkResult> measure(Work work) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(work.benchmark()) + "$")
                .threads(work.threads())
                .forks(1)
                .warmupIterations(quick ? 1 : 4)
                .measurementIterations(quick ? 1 : 8)
                .warmupTime(TimeValue.milliseconds(quick ? 50 : 250))
                .measurementTime(TimeValue.milliseconds(quick ? 50 : 100))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        work.parameters().forEach(options::param);
        return new Runner(options.build())
                .run().stream()
                        .map(RunResult::getBenchmarkResults)
                        .flatMap(Collection::stream)
                        .toList();
    }

    private static Cost cost(Work work, List<BenchmarkResult> runs) {
        List<IterationResult> iterations =
                runs.stream().flatMap(run -> run.getIterationResults().stream()).toList();
        List<Double> times = iterations.stream()
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
        return new Cost(
                work.threads() == 1 ? Collections.min(times) : median(times.stream()),
                median(iterations.stream().map(Scoreboard::allocated)));
    }

    /** The profiler leaves the bytes per call out if there were none, and then says that the rate is 0; not a number if unknown. */
    private static double allocated(IterationResult iteration) {
        var results = iteration.getSecondaryResults();
        var perCall = results.get("gc.alloc.rate.norm");
        return perCall == null ? results.get("gc.alloc.rate").getScore() : perCall.getScore();
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private void measureProcesses() {
        System.err.println("fresh processes");
        try (var processes = new FreshProcesses()) {
            measured.addAll(processes.coldStarts(List.of("BARE", "AUTO"), quick ? 1 : COLD_STARTS));
            for (int processors : FreshProcesses.PROCESSORS) {
                measured.addAll(processes.footprint("AUTO", "Next10", processors));
                measured.addAll(processes.footprint("AUTO", "Later300", processors));
            }
        }
    }

    private void print() {
        System.out.println(Machine.describe() + ", " + LocalDate.now());
        System.out.println(Target.header());
        targets.forEach(target -> System.out.println(target.row(measured)));
        List<String> missed = targets.stream()
                .filter(target -> !target.isMet(measured))
                .map(Target::id)
                .distinct()
                .toList();
        System.out.println(missed.isEmpty() ? "All targets are met." : "Missed: " + String.join(", ", missed));
        if (quick) {
            System.out.println("This was quick: it shows that everything runs, and nothing else.");
        }
    }
}
