package io.breakers.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.Transition;
import io.breakers.tools.RecordedLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who hears of all breakers. */
class RegistryListenerTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final BreakerRegistry registry = BreakerRegistry.create();
    private final List<String> heard = new ArrayList<>();

    private final RegistryListener listener = new RegistryListener() {
        @Override
        public void onMade(Breaker breaker) {
            heard.add("made " + breaker.name());
        }

        @Override
        public void onTransition(Breaker breaker, Transition transition) {
            heard.add(breaker.name() + " is " + transition.to());
        }
    };

    @Test
    void hearsOfLaterBreakersAndOfTransitionsOfAll() {
        registry.breaker("Before");
        registry.addListener(listener);
        registry.breaker("Before").forceOpen();
        registry.breaker("After").forceOpen();
        registry.removeListener(listener);
        registry.breaker("After").reset();

        assertThat(heard).containsExactly("Before is FORCED_OPEN", "made After", "After is FORCED_OPEN");
    }

    @Test
    void addedTwiceItHearsTwiceAndIsRemovedAtOnce() {
        registry.addListener(listener);
        registry.addListener(listener);
        registry.breaker("X");
        registry.removeListener(listener);
        registry.breaker("Y");

        assertThat(heard).containsExactly("made X", "made X");
    }

    /** And neither from the log. */
    @Test
    void aSubscriberThatThrowsKeepsNothingFromOthers() {
        registry.events().subscribe(event -> {
            throw new IllegalStateException("broken");
        });
        registry.addListener(listener);
        registry.breaker("X").forceOpen();

        assertThat(heard).containsExactly("made X", "X is FORCED_OPEN");
        assertThat(log.lines())
                .hasSize(2)
                .contains("WARNING: X: a listener of the registry threw (java.lang.IllegalStateException: broken)")
                .anyMatch(line -> line.contains("FORCED_OPEN"));
    }
}
