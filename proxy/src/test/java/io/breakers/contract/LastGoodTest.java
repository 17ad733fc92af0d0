package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The last good value of a method answers while its target fails or is not asked. */
class LastGoodTest extends EngineSetting {
    interface Rates {
        double rate(String currency) throws IOException;

        double rate(String currency, String day) throws IOException;

        CompletionStage<Double> later(String currency);

        void refresh();
    }

    /** Knows what the test has told it, and fails for everything else. */
    static class Exchange implements Rates {
        final Map<String, Double> known = new HashMap<>();

        @Override
        public double rate(String currency) throws IOException {
            Double rate = known.get(currency);
            if (rate == null) {
                throw new IOException("no rate for " + currency);
            }
            return rate;
        }

        @Override
        public double rate(String currency, String day) throws IOException {
            return rate(currency);
        }

        @Override
        public CompletionStage<Double> later(String currency) {
            try {
                return CompletableFuture.completedFuture(rate(currency));
            } catch (IOException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        @Override
        public void refresh() {}
    }

    private final ManualTicker ticker = new ManualTicker();

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final RecordingListener heard = new RecordingListener();
    private final Exchange exchange = new Exchange();

    private final BreakerConfigBuilder config =
            BreakerConfig.builder().failureThreshold(2).ticker(ticker).listener(heard);

    private ProtectionBuilder<Rates> builder() {
        return builder(Rates.class, exchange).config(config.build());
    }

    private static LastGood anHour() {
        return LastGood.within(Duration.ofHours(1));
    }

    @Test
    void aValueStandsInForFailuresAndRejections() throws IOException {
        Rates rates = builder().lastGood("rate(String)", anHour()).build();
        exchange.known.put("EUR", 1.1);
        assertThat(rates.rate("EUR")).isEqualTo(1.1);
        exchange.known.clear();

        assertThat(rates.rate("EUR")).isEqualTo(1.1);
        assertThat(rates.rate("EUR")).isEqualTo(1.1);
        assertThat(rates.rate("EUR")).isEqualTo(1.1);
        assertThat(heard.events())
                .containsExactly(
                        "success",
                        "failure",
                        "fallback",
                        "failure",
                        "CLOSED->OPEN",
                        "fallback",
                        "rejected OPEN",
                        "fallback");
    }

    @Test
    void aValueServesItsOwnKeyOnly() throws IOException {
        Rates rates = builder().lastGood("rate(String)", anHour()).build();
        exchange.known.put("EUR", 1.1);
        rates.rate("EUR");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> rates.rate("USD"))
                .withMessage("no rate for USD")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty());
    }

    @Test
    void aKeyIsWhatTheUserSays() throws IOException {
        Rates rates = builder()
                .lastGood("rate(String,String)", anHour().keyedBy(arguments -> arguments.get(0)))
                .build();
        exchange.known.put("EUR", 1.1);
        rates.rate("EUR", "Monday");
        exchange.known.clear();

        assertThat(rates.rate("EUR", "Tuesday")).isEqualTo(1.1);
    }

    @Test
    void aValueThatIsTooOldIsNotUsed() throws IOException {
        Rates rates = builder().lastGood("rate(String)", anHour()).build();
        exchange.known.put("EUR", 1.1);
        rates.rate("EUR");
        exchange.known.clear();
        ticker.advance(Duration.ofHours(1));
        assertThat(rates.rate("EUR")).isEqualTo(1.1);
        ticker.advanceNanos(1);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> rates.rate("EUR"));
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> rates.rate("EUR"));
    }

    @Test
    void whatAFallbackAnswersIsNeverKept() throws IOException {
        var spare = new Exchange();
        spare.known.put("EUR", 9.9);
        Rates rates =
                builder().fallback(spare).lastGood("rate(String)", anHour()).build();
        assertThat(rates.rate("EUR")).isEqualTo(9.9);
        spare.known.clear();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> rates.rate("EUR"));
    }

    @Test
    void theEldestValueGivesWay() throws IOException {
        Rates rates = builder().lastGood("rate(String)", anHour().atMost(2)).build();
        for (String currency : new String[] {"EUR", "USD", "EUR", "JPY"}) {
            exchange.known.put(currency, 1.0);
            rates.rate(currency);
        }
        exchange.known.clear();

        assertThat(rates.rate("EUR")).isEqualTo(1.0);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> rates.rate("USD"));
    }

    /** The capacity holds whatever callers do to their arguments later. */
    @Test
    void aKeyThatHasChangedGivesWayLikeAnyOther() throws IOException {
        var mutable = new ArrayList<>(List.of("EUR"));
        Rates rates = builder()
                .lastGood(
                        "rate(String)",
                        anHour().atMost(2).keyedBy(arguments -> "EUR".equals(arguments.get(0)) ? mutable : arguments))
                .build();
        for (String currency : new String[] {"EUR", "USD", "CHF", "JPY"}) {
            exchange.known.put(currency, 1.0);
            rates.rate(currency);
            mutable.add("changed");
        }
        exchange.known.clear();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> rates.rate("USD"));
        assertThat(rates.rate("CHF")).isEqualTo(1.0);
        assertThat(rates.rate("JPY")).isEqualTo(1.0);
    }

    @Test
    void aFailedResultReachesTheCallerAsItIsWhereNothingIsKept() throws IOException {
        config.failOnResult(rate -> Double.valueOf(0).equals(rate));
        Rates rates =
                builder().lastGood("rate", anHour()).lastGood("later", anHour()).build();
        exchange.known.put("EUR", 0.0);

        assertThat(rates.rate("EUR")).isZero();
        assertThat(rates.later("EUR")).isCompletedWithValue(0.0);
        assertThat(breaker(rates, "later").stats().fallbackFailures()).isEqualTo(1);
    }

    private Rates keepingLater(Supplier<CompletionStage<Double>> later) {
        return builder(Rates.class, new Exchange() {
                    @Override
                    public CompletionStage<Double> later(String currency) {
                        return later.get();
                    }
                })
                .lastGood("later", anHour())
                .build();
    }

    @Test
    void e10_aFailureKeepsTheShapeThatTheSourceGaveItWhereNothingIsKept() {
        var asGiven = new CompletionException(new IOException("no rate"));
        Rates rates = keepingLater(() -> CompletableFuture.failedFuture(asGiven));
        var seen = new ArrayList<Throwable>();
        rates.later("EUR").whenComplete((value, failure) -> seen.add(failure));

        assertThat(seen).containsExactly(asGiven);
        assertThat(asGiven.getCause()).hasNoSuppressedExceptions();
    }

    @Test
    void whatIsThrownInsteadOfAStageStaysAThrowWhereNothingIsKept() {
        var broken = new IllegalStateException("no connection");
        Rates rates = keepingLater(() -> {
            throw broken;
        });

        assertThatThrownBy(() -> rates.later("EUR")).isSameAs(broken).hasNoSuppressedExceptions();
        assertThat(breaker(rates, "later").stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void whatACallerAnswersItselfIsNotKept() {
        var pending = new CompletableFuture<Double>();
        Rates rates = keepingLater(() -> pending);
        rates.later("EUR").toCompletableFuture().complete(0.0);

        assertThat(breaker(rates, "later").stats().cancelled()).isEqualTo(1);
        breaker(rates, "later").forceOpen();
        assertThat(rates.later("EUR")).isCompletedExceptionally();
    }

    @Test
    void theValueOfAStageIsKeptWhenItCompletes() {
        Rates rates = builder().lastGood("later", anHour()).build();
        exchange.known.put("EUR", 1.1);
        assertThat(rates.later("EUR")).isCompletedWithValue(1.1);
        exchange.known.clear();

        assertThat(rates.later("EUR")).isCompletedWithValue(1.1);
        CompletableFuture<Double> unknown = rates.later("USD").toCompletableFuture();
        assertThat(unknown).isCompletedExceptionally();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(unknown::join)
                .havingCause()
                .isExactlyInstanceOf(IOException.class);
    }

    @Test
    void aKeyThatThrowsCostsTheValueAndNothingElse() throws IOException {
        Rates rates = builder()
                .lastGood("rate(String)", anHour().keyedBy(arguments -> {
                    throw new IllegalStateException("no key");
                }))
                .build();
        exchange.known.put("EUR", 1.1);
        assertThat(rates.rate("EUR")).isEqualTo(1.1);
        exchange.known.clear();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> rates.rate("EUR"));
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: Rates.rate(String): the key of a last good value threw; the value is not kept (java.lang.IllegalStateException: no key)",
                        "FINE: Rates.rate(String): the key of a last good value threw; there is none for this call (java.lang.IllegalStateException: no key)");
    }

    @Test
    void itCountsAsAFallbackOfItsMethod() {
        Rates rates = builder().lastGood("rate", anHour()).build();
        assertThat(Breakers.inspect(rates).methodsWithFallback())
                .containsExactly("rate(String,String)", "rate(String)");
    }

    @Test
    void whereThereIsNothingToKeepItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().lastGood("refresh", anHour()).build())
                .withMessageContaining(
                        "lastGood was given for refresh, which returns void and not a value or a CompletionStage of one; leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LastGood.within(Duration.ZERO))
                .withMessage("maxAge must be positive, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> anHour().atMost(0))
                .withMessage("atMost must be at least 1, was 0");
    }
}
