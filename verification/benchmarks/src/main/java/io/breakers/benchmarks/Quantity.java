package io.breakers.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One side of a comparison.
 *
 * @param what the description in words
 * @param unit the unit of the value
 * @param works the benchmarks that the value is computed from
 * @param value computes the value
 */
record Quantity(String what, String unit, List<Work> works, ToDoubleFunction<Measured> value) {
    static Quantity nanos(String what, Work work) {
        return new Quantity(
                what, "ns", List.of(work), measured -> measured.cost(work).nanos());
    }

    static Quantity bytes(String what, Work work) {
        return new Quantity(
                what, "B", List.of(work), measured -> measured.cost(work).bytes());
    }

    /** How much more it is than the same time of other work. */
    Quantity moreThan(Work other) {
        return new Quantity(
                what + ", more than without",
                unit,
                List.of(works.get(0), other),
                measured -> value.applyAsDouble(measured) - measured.cost(other).nanos());
    }

    /** The same for each of so many equal parts of the work. */
    Quantity each(int parts) {
        return new Quantity(what, unit, works, measured -> value.applyAsDouble(measured) / parts);
    }

    /** A time in a fresh process. */
    static Quantity millis(String what, String figure) {
        return new Quantity(what, "ms", List.of(), measured -> measured.figure(figure) / 1e6);
    }

    /** A size or a number in a fresh process. */
    static Quantity figure(String what, String unit, String figure) {
        return new Quantity(what, unit, List.of(), measured -> measured.figure(figure));
    }

    /** What the target itself says. */
    static Quantity fixed(double value, String unit) {
        return new Quantity("the target", unit, List.of(), measured -> value);
    }

    Quantity times(int factor) {
        return new Quantity(factor + " x " + what, unit, works, measured -> factor * value.applyAsDouble(measured));
    }

    /** For calls that several threads share: what a call takes of each of these processors. */
    Quantity perCore(int processors) {
        return new Quantity(what, unit, works, measured -> processors * value.applyAsDouble(measured));
    }

    /** For example {@code 28.4 ns}. */
    String format(double amount) {
        return String.format(Locale.ROOT, amount < 100 ? "%.1f %s" : "%.0f %s", amount, unit);
    }
}
