package io.breakers.spring.internal.actuator;

import io.breakers.api.Breaker;
import io.breakers.spring.internal.settings.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator can do to a breaker (S53). */
enum Action {
    FORCE_OPEN {
        @Override
        void apply(Breaker breaker, String reason) {
            breaker.forceOpen(reason);
        }
    },
    DISABLE {
        @Override
        void apply(Breaker breaker, String reason) {
            breaker.disable(reason);
        }
    },
    RESET {
        @Override
        void apply(Breaker breaker, String reason) {
            breaker.reset(reason);
        }
    },
    TRIP {
        @Override
        void apply(Breaker breaker, String reason) {
            breaker.trip(reason);
        }
    },
    END_WAIT {
        @Override
        void apply(Breaker breaker, String reason) {
            breaker.endWait(reason);
        }
    };

    abstract void apply(Breaker breaker, String reason);

    /** Returns what is meant, in whatever spelling; {@code null} if it is nothing of these. */
    static @Nullable Action find(@Nullable String written) {
        return Arrays.stream(values())
                .filter(action ->
                        written != null && Words.letters(action.name()).equals(Words.letters(written)))
                .findFirst()
                .orElse(null);
    }

    /** As they are written: {@code force-open}. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(action -> action.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
