package io.breakers.operations.internal.console;

import io.breakers.api.Breaker;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator may do to a breaker (S53). */
enum Operation {
    FORCE_OPEN("force-open", "forced open by an operator") {
        @Override
        boolean on(Breaker breaker, String reason) {
            return breaker.forceOpen(reason);
        }
    },
    DISABLE("disable", "disabled by an operator") {
        @Override
        boolean on(Breaker breaker, String reason) {
            return breaker.disable(reason);
        }
    },
    RESET("reset", "reset by an operator") {
        @Override
        boolean on(Breaker breaker, String reason) {
            return breaker.reset(reason);
        }
    },
    TRIP("trip", "tripped by an operator") {
        @Override
        boolean on(Breaker breaker, String reason) {
            return breaker.trip(reason);
        }
    },
    END_WAIT("end-wait", "the wait was ended by an operator") {
        @Override
        boolean on(Breaker breaker, String reason) {
            return breaker.endWait(reason);
        }
    };

    /** As in the path. */
    final String word;

    private final String usualReason;

    Operation(String word, String usualReason) {
        this.word = word;
        this.usualReason = usualReason;
    }

    static Optional<Operation> of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word.equals(word))
                .findFirst();
    }

    abstract boolean on(Breaker breaker, String reason);

    /** Does it, with a reason that says no more than who if none is given; returns whether that did anything. */
    final boolean perform(Breaker breaker, @Nullable String reason) {
        return on(breaker, reason == null ? usualReason : reason);
    }
}
