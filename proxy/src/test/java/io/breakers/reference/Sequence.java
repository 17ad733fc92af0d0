package io.breakers.reference;

import io.breakers.reference.Step.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A seed, the setup that comes from it, and steps: those that come from it, or any others. */
record Sequence(long seed, Setup setup, List<Step> steps) {
    private static final Ending[] ENDINGS = Ending.values();

    /**
     * So much may pass in all, so that the sum of a hundred elapsed times fits into a {@code long} that counts them.
     */
    private static final long MOST_TIME = 1L << 55;

    static Sequence random(long seed) {
        return random(seed, Setup::random);
    }

    static Sequence random(long seed, Function<SplittableRandom, Setup> setups) {
        var random = new SplittableRandom(seed);
        Setup setup = setups.apply(random);
        var steps = new ArrayList<Step>();
        double failures = random.nextDouble();
        long passed = 0;
        for (int left = random.nextInt(10, 70); left > 0; left--) {
            Step step = step(random, setup, failures);
            if (step.kind() == Kind.TICK) {
                step = step.number() > MOST_TIME - passed ? Step.tick(0) : step;
                passed += step.number();
            }
            steps.add(step);
        }
        return new Sequence(seed, setup, List.copyOf(steps));
    }

    private static Step step(SplittableRandom random, Setup setup, double failures) {
        if (!setup.others().isEmpty() && random.nextInt(12) == 0) {
            return byAnOperator(random, setup);
        }
        int choice = random.nextInt(100);
        if (choice < 34) {
            return Step.of(Kind.ACQUIRE);
        }
        if (choice < 66) {
            return new Step(Kind.END, random.nextInt(8), ending(random, failures));
        }
        if (choice < 70) {
            return new Step(Kind.END_AGAIN, random.nextInt(8), ending(random, failures));
        }
        if (choice < 90) {
            return Step.tick(nanos(random, setup));
        }
        if (choice < 96) {
            return Step.of(Kind.READ);
        }
        return Step.of(
                switch (choice) {
                    case 96 -> Kind.FORCE_OPEN;
                    case 97 -> Kind.DISABLE;
                    default -> Kind.RESET;
                });
    }

    /** What no peer can do. */
    private static Step byAnOperator(SplittableRandom random, Setup setup) {
        return switch (random.nextInt(8)) {
            case 0 -> Step.of(Kind.TRIP);
            case 1 -> new Step(Kind.TRIP_FOR, Math.max(1, nanos(random, setup)), null);
            case 2 -> Step.of(Kind.END_WAIT);
            default -> new Step(Kind.RECONFIGURE, random.nextInt(setup.others().size()), null);
        };
    }

    private static Ending ending(SplittableRandom random, double failures) {
        return switch (random.nextInt(4)) {
            case 0 -> ENDINGS[random.nextInt(ENDINGS.length)];
            default -> random.nextDouble() < failures ? Ending.FAILURE : Ending.ANSWER;
        };
    }

    private static long nanos(SplittableRandom random, Setup setup) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2, 3, 4 -> setup.unit() * random.nextInt(1, 40);
            case 5 -> MOST_TIME / random.nextInt(2, 40);
            default -> around(setup.times().get(random.nextInt(setup.times().size())), random);
        };
    }

    /** Exactly, a nanosecond beside it, a twentieth of it, or twenty of those. */
    private static long around(long time, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> time - 1;
            case 1 -> time + 1;
            case 2 -> time / 20;
            case 3 -> time - time % 20;
            default -> time;
        };
    }

    /** What {@link #toString()} wrote. */
    static Sequence parse(String text) {
        int colon = text.indexOf(':');
        long seed = Long.parseLong(text.substring(0, colon).trim());
        List<Step> steps = Arrays.stream(text.substring(colon + 1).split(";"))
                .map(Step::parse)
                .toList();
        return new Sequence(seed, random(seed).setup, steps);
    }

    private Sequence with(List<Step> fewer) {
        return new Sequence(seed, setup, fewer);
    }

    /**
     * Leaves out what can be left out so that it still {@code fails}: ever smaller pieces, until no single step can go.
     */
    Sequence shortest(Predicate<Sequence> fails) {
        Sequence shortest = this;
        int piece = Math.max(1, steps.size() / 2);
        while (true) {
            Sequence shorter = shortest.without(piece, fails);
            boolean gone = shorter.steps.size() < shortest.steps.size();
            shortest = shorter;
            if (!gone && piece == 1) {
                return shortest;
            }
            piece = gone ? piece : piece / 2;
        }
    }

    private Sequence without(int piece, Predicate<Sequence> fails) {
        Sequence kept = this;
        for (int from = steps.size() - piece; from >= 0; from--) {
            if (from + piece <= kept.steps.size()) {
                var fewer = new ArrayList<>(kept.steps);
                fewer.subList(from, from + piece).clear();
                kept = fails.test(with(fewer)) ? with(fewer) : kept;
            }
        }
        return kept;
    }

    /** For example {@code 42: ACQUIRE; END 0 FAILURE}. */
    @Override
    public String toString() {
        return seed + ": " + steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
