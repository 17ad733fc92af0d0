package io.breakers.contract;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.Scripted;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A15: a service that is protected twice, with waits of different length: what one of the two breakers lets in and the
 * other refuses takes no place for ever.
 */
class NestedTest extends EngineSetting {
    private static final IOException DOWN = new IOException("down");

    private final ManualTicker ticker = new ManualTicker();
    private final Scripted<Payments> live = Scripted.target(Payments.class, ticker)
            .on("pay")
            .fails(DOWN)
            .returns("paid")
            .on("payLater")
            .fails(DOWN)
            .returns("paid");

    interface Payments {
        String pay() throws IOException;

        CompletionStage<String> payLater();
    }

    /** How the service is called: for a value, or for a stage. */
    enum Way {
        VALUE("pay") {
            @Override
            String call(Payments payments) throws Throwable {
                return payments.pay();
            }
        },
        STAGE("payLater") {
            @Override
            String call(Payments payments) throws Throwable {
                Object[] ended = new Object[2];
                CompletionStage<String> paid = payments.payLater();
                paid.whenComplete((value, failure) -> {
                    ended[0] = value;
                    ended[1] = failure;
                });
                if (ended[1] != null) {
                    throw (Throwable) ended[1];
                }
                assertThat(ended[0]).as("a stage that nobody keeps open").isNotNull();
                return (String) ended[0];
            }
        };

        private final String method;

        Way(String method) {
            this.method = method;
        }

        abstract String call(Payments payments) throws Throwable;
    }

    /** Two breakers around one target, both tripped at once. */
    private final class Nested {
        private final Way way;
        private final Payments service;
        private final Breaker outer;
        private final Breaker inner;

        Nested(Way way, long outerSeconds, long innerSeconds, UnaryOperator<BreakerConfigBuilder> settingsOfOuter) {
            this.way = way;
            Payments nearer = protect(live.target(), innerSeconds, settings -> settings);
            this.service = protect(nearer, outerSeconds, settingsOfOuter);
            this.inner = breaker(nearer, way.method);
            this.outer = breaker(service, way.method);
            assertThat(catchThrowable(this::call)).isSameAs(DOWN);
            assertThat(outer.state()).isEqualTo(OPEN);
            assertThat(inner.state()).isEqualTo(OPEN);
        }

        private Payments protect(Payments target, long seconds, UnaryOperator<BreakerConfigBuilder> settings) {
            BreakerConfigBuilder config = BreakerConfig.builder()
                    .ticker(ticker)
                    .failureThreshold(1)
                    .openFor(Duration.ofSeconds(seconds))
                    .successThreshold(1);
            return builder(Payments.class, target)
                    .config(settings.apply(config).build())
                    .build();
        }

        String call() throws Throwable {
            return way.call(service);
        }

        /** Makes a call that does not reach the target; says how long to wait. */
        Duration refusal() {
            int before = live.calls(way.method);
            Throwable thrown = catchThrowable(this::call);
            assertThat(thrown).isExactlyInstanceOf(CallRejectedException.class);
            assertThat(live.calls(way.method)).isEqualTo(before);
            return ((CallRejectedException) thrown).retryAfter();
        }

        void assertRecovers() throws Throwable {
            assertThat(call()).isEqualTo("paid");
            assertThat(outer.state()).isEqualTo(CLOSED);
            assertThat(inner.state()).isEqualTo(CLOSED);
            assertThat(outer.stats().inFlight()).isZero();
            assertThat(inner.stats().inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a15_theOuterProbeThatTheInnerBreakerRefusesHasFailedAndBothRecover(Way way) throws Throwable {
        var nested = new Nested(way, 10, 20, settings -> settings);
        ticker.advance(Duration.ofSeconds(15));

        assertThat(nested.refusal()).isEqualTo(Duration.ofSeconds(5));

        assertThat(nested.outer.state()).isEqualTo(OPEN);
        assertThat(nested.outer.stats().inFlight()).isZero();
        assertThat(nested.inner.stats().rejected()).isEqualTo(1);
        ticker.advance(Duration.ofSeconds(9));
        assertThat(nested.refusal()).isEqualTo(Duration.ofSeconds(1));
        assertThat(nested.inner.stats().rejected()).isEqualTo(1);
        ticker.advance(Duration.ofSeconds(1));
        nested.assertRecovers();
    }

    /** More refusals than there are places for probes: one that was kept would be missed. */
    @ParameterizedTest
    @EnumSource
    void a15_whereRefusalsAreIgnoredEachOuterProbeGivesItsPlaceBackAndBothRecover(Way way) throws Throwable {
        var nested = new Nested(way, 10, 20, settings -> settings.ignore(CallRejectedException.class));
        ticker.advance(Duration.ofSeconds(15));

        for (int call = 1; call <= 5; call++) {
            assertThat(nested.refusal()).isEqualTo(Duration.ofSeconds(5));
            assertThat(nested.inner.stats().rejected()).isEqualTo(call);
            assertThat(nested.outer.state()).isEqualTo(HALF_OPEN);
            assertThat(nested.outer.stats().inFlight()).isZero();
        }

        ticker.advance(Duration.ofSeconds(5));
        nested.assertRecovers();
        assertThat(nested.outer.stats().ignored()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void a15_anInnerBreakerThatIsReadyFirstGivesNoProbeToACallThatTheOuterOneRefuses(Way way) throws Throwable {
        var nested = new Nested(way, 20, 10, settings -> settings);
        ticker.advance(Duration.ofSeconds(15));

        assertThat(nested.refusal()).isEqualTo(Duration.ofSeconds(5));

        assertThat(nested.inner.state()).isEqualTo(HALF_OPEN);
        assertThat(nested.inner.stats().calls()).isEqualTo(1);
        ticker.advance(Duration.ofSeconds(5));
        nested.assertRecovers();
    }
}
