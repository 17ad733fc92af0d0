package io.breakers.internal.calls;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackFactory;
import io.breakers.api.GuardedCall;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.RecordedLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The last good values of a method answer in its stead: young ones, of the same key, that the target gave. */
class LastGoodValuesTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final ManualTicker ticker = new ManualTicker();
    private final BreakerConfigBuilder settings =
            BreakerConfig.builder().ticker(ticker).failureThreshold(2);
    private CircuitBreaker breaker;
    private GuardedCall<Object> call;

    /** Lets the adapter keep the call, so that the test can say how it went. */
    private void method(FallbackFactory<?> fallback, LastGoodValues values, Object... arguments) throws Throwable {
        if (breaker == null) {
            BreakerConfig config = settings.build();
            breaker = CircuitBreaker.create(BreakerName.of("payments"), config, config.listeners());
        }
        var kept = new AtomicReference<GuardedCall<Object>>();
        var method = new AdaptedGuard(
                () -> breaker,
                fallback == null ? null : new Fallback.ByObject(Object.class, fallback),
                values,
                (GuardedCall<Object> adapted) -> {
                    kept.set(adapted);
                    return "adapted";
                },
                (object, given) -> object + " " + List.of(given),
                "live",
                List.of());
        assertThat(method.call(arguments)).isEqualTo("adapted");
        call = kept.get();
    }

    private LastGoodValues memory(int capacity) {
        return new LastGoodValues(
                ofSeconds(10), capacity, arguments -> arguments.get(0), value -> "kept " + value, ticker, "payments");
    }

    private void reject() {
        breaker.forceOpen();
    }

    @Test
    void theLastGoodValueAnswersWhileItIsYoungEnough() throws Throwable {
        method(null, memory(1), "4711");
        call.start().succeeded("paid");
        reject();

        ticker.advance(ofSeconds(10));
        assertThat(call.start().call()).isEqualTo("kept paid");
        ticker.advance(ofNanos(1));

        assertThatThrownBy(() -> call.start().call()).isInstanceOf(CallRejectedException.class);
    }

    @Test
    void anAttemptThatFindsAValueWhenItIsMadeAgainIsAnAnswer() throws Throwable {
        method(null, memory(1), "4711");
        Attempt<Object> late = call.start();
        reject();
        Attempt<Object> attempt = call.start();
        assertThatThrownBy(attempt::call).isInstanceOf(CallRejectedException.class);
        late.succeeded("paid");

        assertThat(attempt.call()).isEqualTo("kept paid");
        attempt.succeeded("paid");

        assertThat(breaker.stats().fallbacks()).isEqualTo(1);
        assertThat(breaker.stats().fallbackFailures()).isZero();
    }

    @Test
    void theFallbackAnswersWhereNoValueIsKept() throws Throwable {
        LastGoodValues memory = memory(1);
        method(cause -> "offline", memory, "4711");
        call.start().succeeded("paid");
        method(cause -> "offline", memory, "4712");
        reject();

        assertThat(call.start().call()).isEqualTo("offline [4712]");
    }

    @Test
    void theEldestValueGivesWay() throws Throwable {
        LastGoodValues memory = memory(2);
        for (String account : List.of("1", "2", "1", "3")) {
            method(null, memory, account);
            call.start().succeeded("paid " + account);
        }
        reject();

        method(null, memory, "1");
        assertThat(call.start().call()).isEqualTo("kept paid 1");
        method(null, memory, "3");
        assertThat(call.start().call()).isEqualTo("kept paid 3");
        method(null, memory, "2");
        assertThatThrownBy(() -> call.start().call()).isInstanceOf(CallRejectedException.class);
    }

    @Test
    void aFailedResultIsNoGoodValueAndReachesTheCallerWhereThereIsNone() throws Throwable {
        settings.failOnResult("declined"::equals);
        method(null, memory(1), "4711");

        Attempt<Object> next = call.start().succeeded("declined");

        assertThat(next.call()).isEqualTo("kept declined");
        assertThat(next.succeeded("kept declined")).isNull();
        assertThat(breaker.stats().fallbacks()).isZero();
        assertThat(breaker.stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void aKeyThatThrowsMeansThatNothingIsKeptOrFound() throws Throwable {
        var memory = new LastGoodValues(
                ofSeconds(10),
                1,
                arguments -> {
                    throw new IllegalStateException("no key");
                },
                value -> value,
                ticker,
                "payments");
        method(cause -> "offline", memory, "4711");

        assertThat(call.start().succeeded("paid")).isNull();
        assertThat(call.start().threw(TestedBreaker.DOWN).call()).isEqualTo("offline [4711]");

        assertThat(log.lines())
                .containsExactly(
                        "WARNING: payments: the key of a last good value threw; the value is not kept (java.lang.IllegalStateException: no key)",
                        "FINE: payments: the key of a last good value threw; there is none for this call (java.lang.IllegalStateException: no key)");
    }
}
