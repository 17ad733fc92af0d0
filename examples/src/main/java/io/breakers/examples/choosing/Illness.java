package io.breakers.examples.choosing;

import java.time.Duration;

/** How a backend is doing while it is ill. A call that does not hang takes 20 ms. */
enum Illness {
    FAILS_1("fails 1 %", 0.01),
    FAILS_5("fails 5 %", 0.05),
    FAILS_10("fails 10 %", 0.1),
    FAILS_20("fails 20 %", 0.2),
    FAILS_30("fails 30 %", 0.3),
    FAILS_50("fails 50 %", 0.5),
    FAILS_ALL("fails 100 %", 1),
    HANGS("hangs", 1) {
        @Override
        Duration takes() {
            return TIME_OUT;
        }
    },
    FLAPS("flaps", 1) {
        @Override
        double failing(long second) {
            return second / 10 % 2 == 0 ? 1 : 0;
        }
    };

    /** What some calls to a healthy backend do, too: one in a thousand fails. */
    static final double HEALTHY = 0.001;

    /** After which callers give up a call that hangs. */
    static final Duration TIME_OUT = Duration.ofSeconds(1);

    private final String title;
    private final double failing;

    Illness(String title, double failing) {
        this.title = title;
        this.failing = failing;
    }

    /** In the words of the page. */
    String title() {
        return title;
    }

    /** The share of calls that fail, so many seconds after the illness began. */
    double failing(long second) {
        return failing;
    }

    /** How long a call takes. */
    Duration takes() {
        return Duration.ofMillis(20);
    }
}
