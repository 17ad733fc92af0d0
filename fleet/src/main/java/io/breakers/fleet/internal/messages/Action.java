package io.breakers.fleet.internal.messages;

import io.breakers.api.Breaker;
import java.util.Locale;

/** What a command does to a breaker (S53). */
public enum Action {
    FORCE_OPEN {
        @Override
        public boolean on(Breaker breaker, String reason) {
            return breaker.forceOpen(reason);
        }
    },
    DISABLE {
        @Override
        public boolean on(Breaker breaker, String reason) {
            return breaker.disable(reason);
        }
    },
    RESET {
        @Override
        public boolean on(Breaker breaker, String reason) {
            return breaker.reset(reason);
        }
    },
    /** An event: it does not hold. */
    TRIP {
        @Override
        public boolean on(Breaker breaker, String reason) {
            return breaker.trip(reason);
        }
    };

    /** Does it. */
    public abstract boolean on(Breaker breaker, String reason);

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Action of(String word) throws MalformedException {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw new MalformedException("there is no such action");
    }
}
