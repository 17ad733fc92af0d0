package io.breakers.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of HALF_OPEN (S16, S18, S50, S51).
 *
 * @param successes how many probes close
 * @param of of how many
 * @param limit how many may be in flight at a time; 0 for {@code of}
 * @param growth by what that is multiplied as they succeed
 * @param lease {@code null} for the default
 */
record ProbeRules(
        int successes,
        int of,
        int limit,
        double growth,
        @Nullable Duration lease) {
    static final ProbeRules DEFAULT = new ProbeRules(2, 2, 0, 1, null);
    private static final int MOST = 10_000;

    ProbeRules withThreshold(int successes, int of) {
        Checks.positive("successThreshold", successes);
        if (of < successes) {
            throw new IllegalArgumentException("successThreshold(" + successes + ", " + of + "): " + successes + " of "
                    + of + " probes cannot succeed; the number of probes, given second, must be at least "
                    + successes);
        }
        return new ProbeRules(successes, of, limit, growth, lease);
    }

    ProbeRules withProbes(int probes) {
        return new ProbeRules(successes, of, atMostMost("probes", Checks.positive("probes", probes)), growth, lease);
    }

    ProbeRules withGrowth(double factor) {
        return new ProbeRules(successes, of, limit, Checks.factor("growProbes", factor), lease);
    }

    ProbeRules withLease(Duration lease) {
        return new ProbeRules(successes, of, limit, growth, Checks.positive("probeLease", lease));
    }

    int probes() {
        return limit == 0 ? of : limit;
    }

    /** Refuses a default that is no number of probes. */
    void check() {
        if (limit == 0) {
            atMostMost("probes (by default the successThreshold)", of);
        }
    }

    private static int atMostMost(String name, int probes) {
        if (probes > MOST) {
            throw new IllegalArgumentException(name + " must be at most " + MOST + ", was " + probes);
        }
        return probes;
    }

    /** For example {@code closes after 8 of 10 probes, 1 probe at a time, times 2.0 as they succeed}. */
    @Override
    public String toString() {
        int atATime = Math.min(probes(), of); // No more may be needed (S16).
        return "closes after " + successes
                + (of > successes ? " of " + of + " probes, " : successes == 1 ? " success, " : " successes, ")
                + atATime + (atATime == 1 ? " probe" : " probes") + " at a time"
                + (growth > 1 ? ", times " + growth + " as they succeed" : "");
    }
}
