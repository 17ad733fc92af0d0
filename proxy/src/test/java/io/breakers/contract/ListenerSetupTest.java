package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.proxy.Breakers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of listeners when one of several is of no use. */
class ListenerSetupTest {
    private final List<String> closed = new ArrayList<>();

    private class Named implements BreakerListener {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void onClose() {
            closed.add(name);
        }
    }

    private final BreakerListener.Factory fine = breaker -> new Named("fine");

    private final BreakerListener.Factory timeless = breaker -> new Named("broken") {
        @Override
        public boolean needsElapsedTime() {
            throw new UnsupportedOperationException("whether it needs the time");
        }
    };

    private final BreakerListener.Factory indifferent = breaker -> new Named("broken") {
        @Override
        public boolean needsSuccesses() {
            throw new UnsupportedOperationException("whether it needs successes");
        }
    };

    private final BreakerListener.Factory refusing = breaker -> {
        throw new UnsupportedOperationException("no listener");
    };

    private BreakerConfig config(BreakerListener.Factory last) {
        return BreakerConfig.builder()
                .listener(fine)
                .listener(fine)
                .listener(last)
                .build();
    }

    @Test
    void aListenerThatCannotBeAskedWhatItNeedsIsClosedLikeTheOthers() {
        for (BreakerListener.Factory last : List.of(timeless, indifferent)) {
            closed.clear();

            Throwable thrown = catchThrowable(() -> Breakers.breaker("stock", config(last)));

            assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
            assertThat(closed).containsExactlyInAnyOrder("fine", "fine", "broken");
        }
    }

    @Test
    void aServiceWhoseThirdListenerIsOfNoUseClosesAllThatItHas() {
        for (BreakerListener.Factory last : List.of(timeless, refusing)) {
            closed.clear();

            Throwable thrown = catchThrowable(() -> Breakers.protect(Supplier.class, () -> "in stock", config(last)));

            assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
            assertThat(closed.stream().filter("fine"::equals)).hasSize(2);
            assertThat(closed.contains("broken")).isEqualTo(last == timeless);
        }
    }
}
