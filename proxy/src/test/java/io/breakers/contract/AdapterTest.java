package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The extension point for return types that promise an outcome, and the limit on what stands in. */
class AdapterTest extends EngineSetting {
    interface Mailbox {
        Callable<String> letter(String name);

        Future<String> parcel(String name);
    }

    /** Waits are bounded only so that a fallback that is not asked ends the test. */
    private static final long PATIENCE_SECONDS = 60;

    /** Every use of the callable is a call of the method. */
    private static final CallAdapter.Factory CALLABLES = method ->
            method.getReturnType() == Callable.class ? (CallAdapter<Callable<String>>) call -> () -> open(call) : null;

    private static String open(GuardedCall<Callable<String>> call) throws Exception {
        Attempt<Callable<String>> attempt = call.start();
        String value;
        try {
            value = attempt.call().call();
        } catch (Exception failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        attempt.succeeded(value);
        return value;
    }

    private final RecordingListener heard = new RecordingListener();

    private ProtectionBuilder<Mailbox> builder(Mailbox target) {
        return builder(Mailbox.class, target)
                .config(BreakerConfig.builder()
                        .failureThreshold(1)
                        .listener(heard)
                        .build());
    }

    private static Mailbox mailbox(List<String> asked) {
        return new Mailbox() {
            @Override
            public Callable<String> letter(String name) {
                asked.add(name);
                return () -> "Dear " + name;
            }

            @Override
            public Future<String> parcel(String name) {
                return CompletableFuture.completedFuture(name);
            }
        };
    }

    @Test
    void anAdapterIsToldWhetherAnythingMayAnswerInstead() {
        var told = new ArrayList<Boolean>();
        CallAdapter.Factory asking = method -> method.getReturnType() == Callable.class
                ? (CallAdapter<Callable<String>>) call -> {
                    told.add(call.hasFallback());
                    return () -> open(call);
                }
                : null;
        Mailbox target = mailbox(new ArrayList<>());
        Mailbox fallback = mailbox(new ArrayList<>());
        for (boolean keyed : new boolean[] {false, true}) {
            for (ProtectionBuilder<Mailbox> each : List.of(
                    builder(target),
                    builder(target).fallback(fallback),
                    builder(target).fallback(fallback).noFallback("letter"))) {
                each.adapter(asking).unprotected("parcel");
                if (keyed) {
                    each.breakerPer("letter", arguments -> arguments.get(0), Keys.atMost(10));
                }
                each.build().letter("Ada");
            }
        }
        assertThat(told).containsExactly(false, true, false, false, true, false);
    }

    @Test
    void anAdapterDecidesWhatACallIs() throws Exception {
        var asked = new ArrayList<String>();
        Mailbox mailbox =
                builder(mailbox(asked)).adapter(CALLABLES).unprotected("parcel").build();
        Callable<String> letter = mailbox.letter("Ann");
        assertThat(asked).isEmpty();

        assertThat(letter.call()).isEqualTo("Dear Ann");
        assertThat(letter.call()).isEqualTo("Dear Ann");
        assertThat(asked).containsExactly("Ann", "Ann");
        assertThat(heard.events()).containsExactly("success", "success");
        Breakers.inspect(mailbox).breaker("letter").forceOpen();
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(letter::call);
    }

    private Mailbox keyed(CallAdapter<Callable<String>> adapter) {
        return builder(mailbox(new ArrayList<>()))
                .adapter(method -> method.getReturnType() == Callable.class ? adapter : null)
                .breakerPer("letter", arguments -> arguments.get(0), Keys.atMost(10))
                .unprotected("parcel")
                .build();
    }

    private static CallRejectedException ofAnotherBreaker() {
        return new CallRejectedException("other", BreakerState.OPEN, "out", null, null, 1);
    }

    @Test
    void anAdapterOfAMethodWithKeysMayLookAtACallBeforeItStarts() {
        CallRejectedException other = ofAnotherBreaker();
        var seen = new ArrayList<Object>();
        Mailbox mailbox = keyed(call -> {
            seen.add(call.arguments());
            seen.add(call.signalOf(other));
            return () -> open(call);
        });

        mailbox.letter("Ada");

        assertThat(seen).containsExactly(List.of("Ada"), other);
    }

    @Test
    void whatAnAdapterOfAMethodWithKeysThrowsBeforeTheCallStartsIsThrown() {
        CallRejectedException other = ofAnotherBreaker();
        Mailbox mailbox = keyed(call -> {
            throw other;
        });

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> mailbox.letter("Ada"))
                .isSameAs(other);
    }

    @Test
    void anAdapterMayCallTheTargetWithoutTheBreaker() throws Exception {
        Mailbox mailbox = builder(mailbox(new ArrayList<>()))
                .adapter(method -> method.getReturnType() == Callable.class
                        ? (CallAdapter<Callable<String>>) GuardedCall::callUnguarded
                        : null)
                .unprotected("parcel")
                .build();

        assertThat(mailbox.letter("Ada").call()).isEqualTo("Dear Ada");
        assertThat(heard.events()).isEmpty();
    }

    @Test
    void anAdapterGetsWhatTheMethodAndItsFallbackReturnForOtherArguments() throws Exception {
        CallAdapter.Factory renaming = method -> method.getReturnType() == Callable.class
                ? (CallAdapter<Callable<String>>) call -> {
                    Attempt<Callable<String>> attempt = call.start();
                    Callable<String> letter = attempt.call(List.of("Eve"));
                    attempt.succeeded(letter);
                    return letter;
                }
                : null;
        Mailbox mailbox = builder(mailbox(new ArrayList<>()))
                .fallback(mailbox(new ArrayList<>()))
                .adapter(renaming)
                .unprotected("parcel")
                .build();

        assertThat(mailbox.letter("Ada").call()).isEqualTo("Dear Eve");
        Breakers.inspect(mailbox).breaker("letter").forceOpen();
        assertThat(mailbox.letter("Ada").call()).isEqualTo("Dear Eve");
    }

    @Test
    void aTypeThatNoAdapterKnowsIsRefusedWithTheWaysOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(mailbox(new ArrayList<>())).build())
                .withMessageContaining(
                        "parcel promises its outcome by java.util.concurrent.Future, which nothing here can"
                                + " observe; give an adapter that can, or say treatAsSynchronous(\"parcel\") to take its return for"
                                + " the outcome, or unprotected(\"parcel\")");
    }

    interface Stock {
        String count(String article);
    }

    @Test
    void noMoreFallbacksAnswerAtATimeThanTheLimitSays() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        Stock slow = article -> {
            entered.countDown();
            if (article.equals("apples")) {
                awaitQuietly(leave);
            }
            return "about " + article;
        };
        Stock stock = builder(Stock.class, article -> "7")
                .config(BreakerConfig.builder()
                        .maxConcurrentFallbacks(1)
                        .listener(heard)
                        .build())
                .fallback(slow)
                .build();
        Breakers.inspect(stock).breaker("count").forceOpen();
        var first = new FutureTask<>(() -> stock.count("apples"));
        new Thread(first).start();
        assertThat(entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> stock.count("pears"));
        leave.countDown();
        assertThat(first.get()).isEqualTo("about apples");
        assertThat(stock.count("plums")).isEqualTo("about plums");
        assertThat(heard.events())
                .containsExactly(
                        "CLOSED->FORCED_OPEN",
                        "rejected FORCED_OPEN",
                        "rejected FORCED_OPEN",
                        "fallback",
                        "rejected FORCED_OPEN",
                        "fallback");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aFallbackThatThrowsGivesItsPlaceBack() {
        Stock stock = builder(Stock.class, article -> "7")
                .config(BreakerConfig.builder().maxConcurrentFallbacks(1).build())
                .fallbackFactory(cause -> {
                    throw new IllegalStateException("no fallback today");
                })
                .build();
        Breakers.inspect(stock).breaker("count").forceOpen();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> stock.count("pears"))
                    .withMessage("no fallback today");
        }
    }
}
