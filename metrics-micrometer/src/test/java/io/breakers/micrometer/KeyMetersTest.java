package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.Protection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The meters of a method with a breaker per key are the sum of all of them, whatever becomes of a key (S56). */
class KeyMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Script script = new Script();
    private String key = "";

    private Payments protect(BreakerMetrics metrics, int limit) {
        return Breakers.builder(Payments.class, new Payments.Real())
                .config(script.config().listener(metrics).build())
                .breakerPer("charge", arguments -> key, Keys.atMost(limit))
                .build();
    }

    private void charge(Payments payments, String with, Callable<String> work) {
        key = with;
        Script.charge(payments, work);
    }

    @Test
    void metersShowTheSumOfAllKeysAndNoKey() {
        Payments payments = protect(BreakerMetrics.to(registry), 2);
        charge(payments, "a", script.success(1));
        for (int failure = 0; failure < 3; failure++) {
            charge(payments, "b", script.failure(4));
        }
        charge(payments, "b", script.success(1));
        charge(payments, null, script.success(2));

        assertThat(Readings.telling(registry))
                .containsExactly(
                        "breaker.calls{method=charge,outcome=failure,service=Payments} count 3",
                        "breaker.calls{method=charge,outcome=failure,service=Payments} total 0.012",
                        "breaker.calls{method=charge,outcome=success,service=Payments} count 2",
                        "breaker.calls{method=charge,outcome=success,service=Payments} total 0.003",
                        "breaker.rejections{method=charge,reason=open,service=Payments} count 1",
                        "breaker.state{method=charge,service=Payments,state=closed} value 2",
                        "breaker.state{method=charge,service=Payments,state=open} value 1",
                        "breaker.transitions{method=charge,service=Payments,to=open} count 1");
    }

    /** Also before the method's own breaker has had a call, and for each kind of meters. */
    @Test
    void noCountIsLostWithAKeyThatIsDropped() {
        Payments payments = protect(BreakerMetrics.to(registry), 1);
        Payments timed = protect(BreakerMetrics.to(registry).prefix("timed").withTimers(), 1);
        Payments counted = protect(BreakerMetrics.to(registry).prefix("counted").countsOnly(), 1);
        for (int call = 0; call < 10; call++) {
            charge(payments, "k" + call, script.success(1));
            charge(timed, "k" + call, script.success(1));
            charge(counted, "k" + call, script.success(1));
        }

        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(10);
        assertThat(Readings.of(registry, "timed.calls", "outcome", "success")).isEqualTo(10);
        assertThat(Readings.of(registry, "counted.calls", "outcome", "success")).isEqualTo(10);
        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(2);
        Protection protection = Breakers.inspect(payments);
        assertThat(protection.breaker("charge", "k9").stats().successes()).isEqualTo(1);
    }

    @Test
    void theMetersGoWhenTheServiceIsClosed() {
        Payments payments = protect(BreakerMetrics.to(registry), 1);
        charge(payments, "a", script.success(1));
        charge(payments, "b", script.success(1));
        Breakers.inspect(payments).close();
        charge(payments, "c", script.success(1));

        assertThat(registry.getMeters()).isEmpty();
    }
}
