package io.breakers.stress;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.time.Duration;

/** Breakers as the races want them: made by the million, and on a clock that stands still. */
final class Circumstances {
    private static final Duration WAIT = Duration.ofNanos(10);

    private Circumstances() {}

    /** What a target throws. */
    static final class Down extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final Down DOWN = new Down();

        private Down() {
            super("down", null, false, false);
        }
    }

    /** Opens at the first failure. */
    static BreakerConfigBuilder config() {
        return BreakerConfig.builder().failureThreshold(1).openFor(WAIT).ticker(() -> 0);
    }

    /** A service of the generated engine whose breaker stays closed, and which nobody hears. */
    static Service quiet() {
        return Breakers.builder(Service.class, Service::answer)
                .engine(ProxyEngine.GENERATED)
                .config(config().failureThreshold(100).build())
                .build();
    }

    /** A breaker whose wait is over, with so many places for probes; three have to succeed. */
    static Breaker halfOpen(int places) {
        long[] now = {0};
        Breaker breaker = Breakers.breaker(
                "stock",
                config().ticker(() -> now[0]).probes(places).successThreshold(3).build());
        fail(breaker);
        now[0] = WAIT.toNanos();
        return breaker;
    }

    static void fail(Service service) {
        try {
            service.call(false);
        } catch (Down expected) {
            assert expected == Down.DOWN;
        }
    }

    static void fail(Breaker breaker) {
        try {
            breaker.run(() -> {
                throw Down.DOWN;
            });
        } catch (Down expected) {
            assert expected == Down.DOWN;
        }
    }
}
