package io.breakers.examples.choosing;

import io.breakers.api.Breaker;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An hour of calls, a thousand a second, on virtual time: the backend is healthy for twenty minutes, ill for twenty,
 * and healthy again. The same calls would fail under each rule.
 */
final class Hour {
    static final int SECONDS = 3_600;
    static final int ILL_FROM = 1_200;
    static final int ILL_UNTIL = 2_400;

    private static final int CALLS_A_SECOND = 1_000;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(1);

    /** A call that is under way. All of an hour's state of health take equally long, so they end in order. */
    private record Pending(long endsAt, boolean fails, CompletableFuture<Void> future) {}

    private final RuntimeException failure = new IllegalStateException("the backend fails");
    private final Illness illness;
    private final ManualTicker time = new ManualTicker();
    private final Queue<Pending> quick = new ArrayDeque<>();
    private final Queue<Pending> ill = new ArrayDeque<>();
    private final Breaker breaker;
    private final SplittableRandom chance;
    private final Result.Builder result = new Result.Builder();

    private Hour(Illness illness, Rule rule) {
        this.illness = illness;
        this.breaker = Breakers.breaker("backend", rule.config().ticker(time).build());
        this.chance = new SplittableRandom(illness.name().hashCode());
    }

    /** Lets the hour pass. */
    static Result of(Illness illness, Rule rule) {
        return new Hour(illness, rule).pass();
    }

    private Result pass() {
        for (int second = 0; second < SECONDS; second++) {
            for (int call = 0; call < CALLS_A_SECOND; call++) {
                end(quick);
                end(ill);
                call(second);
                time.advance(BETWEEN_CALLS);
            }
        }
        return result.build();
    }

    private void call(int second) {
        boolean isIll = second >= ILL_FROM && second < ILL_UNTIL;
        double failing = isIll ? illness.failing(second - ILL_FROM) : Illness.HEALTHY;
        boolean fails = chance.nextDouble() < failing;
        Duration takes = isIll && fails ? illness.takes() : Illness.FAILS_ALL.takes();
        var pending = new Pending(time.read() + takes.toNanos(), fails, new CompletableFuture<>());
        boolean passes = isLetThrough(pending.future());
        if (passes) {
            (takes.equals(Illness.TIME_OUT) ? ill : quick).add(pending);
        }
        result.count(second, fails, passes);
    }

    private boolean isLetThrough(CompletableFuture<Void> answer) {
        CompletableFuture<Void> seen = stage(answer).toCompletableFuture();
        if (!seen.isCompletedExceptionally()) {
            return true;
        }
        if (seen.handle((nothing, thrown) -> thrown).join() instanceof CallRejectedException) {
            return false;
        }
        throw new IllegalStateException("only rejections come at once");
    }

    private CompletionStage<Void> stage(CompletableFuture<Void> answer) {
        try {
            return breaker.callStage(() -> answer);
        } catch (Exception impossible) {
            throw new IllegalStateException("the function throws nothing", impossible);
        }
    }

    private void end(Queue<Pending> calls) {
        long now = time.read();
        while (!calls.isEmpty() && calls.peek().endsAt() - now <= 0) {
            Pending ended = calls.remove();
            if (ended.fails()) {
                ended.future().completeExceptionally(failure);
            } else {
                ended.future().complete(null);
            }
        }
    }
}
