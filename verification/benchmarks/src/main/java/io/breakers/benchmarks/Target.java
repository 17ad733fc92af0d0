package io.breakers.benchmarks;

import java.util.Locale;

/** One performance target: our value is at most {@code limit} times the value it is compared with. */
record Target(String id, Quantity ours, Quantity against, double limit) {
    /** Below this an allocation is none: the profiler counts what the harness allocates, too. */
    private static final double HALF_A_BYTE = 0.5;

    boolean isMet(Measured measured) {
        double slack = ours.unit().equals("B") ? HALF_A_BYTE : 0;
        return ours.value().applyAsDouble(measured) <= limit * against.value().applyAsDouble(measured) + slack;
    }

    /** For example {@code P1  closed, consecutive failures  2.5 ns  a direct call  1.6 ns  1.56  <= 3  met}. */
    String row(Measured measured) {
        double one = ours.value().applyAsDouble(measured);
        double other = against.value().applyAsDouble(measured);
        return String.format(
                Locale.ROOT,
                "%-4s %-48s %11s   %-46s %11s %8s   <= %-6s %s",
                id,
                ours.what(),
                ours.format(one),
                against.what(),
                against.format(other),
                other == 0 ? "" : String.format(Locale.ROOT, "%.3f", one / other),
                String.format(Locale.ROOT, "%.3f", limit),
                isMet(measured) ? "met" : "MISSED");
    }

    static String header() {
        return String.format(
                "%-4s %-48s %11s   %-46s %11s %8s   %-9s %s", "", "ours", "", "against", "", "ratio", "limit", "");
    }
}
