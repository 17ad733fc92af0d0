package io.breakers.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties below {@code breakers.} as editors complete them, with descriptions. No object is made of it: the
 * starter reads the properties itself, because it keeps their places and tells what it does not know. A test holds it
 * against what is read.
 *
 * @param defaults with which every service starts
 * @param services by name
 */
public record BreakersProperties(
        @Nullable Level defaults, @Nullable Map<String, Service> services) {

    /**
     * What every level may say.
     *
     * @param failureThreshold opens after that many consecutive failures
     * @param failureRate opens when this share of the calls in the window has failed, such as 0.5 or 50%
     * @param slowCallRate opens when this share of the calls in the window was slower than 'slower-than'
     * @param badCallRate opens when this share of the calls in the window has failed or was slower than 'slower-
     *     than'
     * @param slowerThan from which duration on a call is slow, such as 2s
     * @param windowCalls how many of the last calls the rates look at. Default 100
     * @param windowDuration for how long back the rates look at calls, instead of a number of them, such as 1m
     * @param minimumCalls how many calls the window must hold before a rate counts
     * @param failures opens after that many failures within 'failures-within'
     * @param failuresWithin the duration for 'failures', such as 10s
     * @param openFor how long calls are rejected before the first probe, such as 30s
     * @param openForMultiplier by how much each further wait is longer, such as 2
     * @param openForMax how long a wait that grows gets at most, such as 5m
     * @param openForJitter by which share waits vary at random, such as 20%
     * @param forgetAfter how long the breaker must stay closed before an earlier trip no longer lengthens the wait
     * @param successThreshold how many probes must succeed before the breaker closes
     * @param successThresholdOf out of how many probes 'success-threshold' must succeed
     * @param probes how many probes may be under way at once
     * @param growProbes by how much the number of probes grows while they succeed, such as 2
     * @param probeLease how long a probe may take before its place is free again, such as 1m
     * @param ignore throwables that are neither failures nor successes. Adds to the level before
     * @param failOn the only throwables that are failures
     * @param failOnCancellation whether a cancelled call is a failure
     * @param fallbackOn what a fallback answers: rejection, or rejection-or-failure
     * @param maxConcurrentFallbacks how many fallbacks may run at once
     * @param measureTime whether calls are timed even if no rule, listener or meter needs that
     * @param enforce which share of the rejections is carried out: 0 is a dry run. Default 100%
     */
    public record Level(
            @Nullable Integer failureThreshold,
            @Nullable String failureRate,
            @Nullable String slowCallRate,
            @Nullable String badCallRate,
            @Nullable String slowerThan,
            @Nullable Integer windowCalls,
            @Nullable String windowDuration,
            @Nullable Integer minimumCalls,
            @Nullable Integer failures,
            @Nullable String failuresWithin,
            @Nullable String openFor,
            @Nullable String openForMultiplier,
            @Nullable String openForMax,
            @Nullable String openForJitter,
            @Nullable String forgetAfter,
            @Nullable Integer successThreshold,
            @Nullable Integer successThresholdOf,
            @Nullable Integer probes,
            @Nullable String growProbes,
            @Nullable String probeLease,
            @Nullable List<String> ignore,
            @Nullable List<String> failOn,
            @Nullable Boolean failOnCancellation,
            @Nullable String fallbackOn,
            @Nullable Integer maxConcurrentFallbacks,
            @Nullable Boolean measureTime,
            @Nullable String enforce) {}

    /**
     * What is said of one service: what every level may say, and what only a service has.
     *
     * @param bean the name of the bean. Default: that of the service
     * @param type the interface that is protected; without 'bean', the only bean of this type
     * @param fallback the name of the bean of the same interface that answers rejections and failures
     * @param enabled whether the service is protected at all. Default true
     * @param health what an open breaker means for health: ignore (default), down or out-of-service
     * @param unprotected methods that go straight to the bean, by name or signature
     * @param noFallback methods that no fallback answers, by name or signature
     * @param lastGood how old the last good value of a method may be that is answered instead of a failure
     * @param share methods that share a breaker, by the name of that
     * @param failureThreshold opens after that many consecutive failures
     * @param failureRate opens when this share of the calls in the window has failed, such as 0.5 or 50%
     * @param slowCallRate opens when this share of the calls in the window was slower than 'slower-than'
     * @param badCallRate opens when this share of the calls in the window has failed or was slower than 'slower-
     *     than'
     * @param slowerThan from which duration on a call is slow, such as 2s
     * @param windowCalls how many of the last calls the rates look at. Default 100
     * @param windowDuration for how long back the rates look at calls, instead of a number of them, such as 1m
     * @param minimumCalls how many calls the window must hold before a rate counts
     * @param failures opens after that many failures within 'failures-within'
     * @param failuresWithin the duration for 'failures', such as 10s
     * @param openFor how long calls are rejected before the first probe, such as 30s
     * @param openForMultiplier by how much each further wait is longer, such as 2
     * @param openForMax how long a wait that grows gets at most, such as 5m
     * @param openForJitter by which share waits vary at random, such as 20%
     * @param forgetAfter how long the breaker must stay closed before an earlier trip no longer lengthens the wait
     * @param successThreshold how many probes must succeed before the breaker closes
     * @param successThresholdOf out of how many probes 'success-threshold' must succeed
     * @param probes how many probes may be under way at once
     * @param growProbes by how much the number of probes grows while they succeed, such as 2
     * @param probeLease how long a probe may take before its place is free again, such as 1m
     * @param ignore throwables that are neither failures nor successes. Adds to the level before
     * @param failOn the only throwables that are failures
     * @param failOnCancellation whether a cancelled call is a failure
     * @param fallbackOn what a fallback answers: rejection, or rejection-or-failure
     * @param maxConcurrentFallbacks how many fallbacks may run at once
     * @param measureTime whether calls are timed even if no rule, listener or meter needs that
     * @param enforce which share of the rejections is carried out: 0 is a dry run. Default 100%
     * @param methods settings of single methods, by name or, in brackets, by signature
     */
    public record Service(
            @Nullable String bean,
            @Nullable String type,
            @Nullable String fallback,
            @Nullable Boolean enabled,
            @Nullable String health,
            @Nullable List<String> unprotected,
            @Nullable List<String> noFallback,
            @Nullable Map<String, String> lastGood,
            @Nullable Map<String, List<String>> share,
            @Nullable Integer failureThreshold,
            @Nullable String failureRate,
            @Nullable String slowCallRate,
            @Nullable String badCallRate,
            @Nullable String slowerThan,
            @Nullable Integer windowCalls,
            @Nullable String windowDuration,
            @Nullable Integer minimumCalls,
            @Nullable Integer failures,
            @Nullable String failuresWithin,
            @Nullable String openFor,
            @Nullable String openForMultiplier,
            @Nullable String openForMax,
            @Nullable String openForJitter,
            @Nullable String forgetAfter,
            @Nullable Integer successThreshold,
            @Nullable Integer successThresholdOf,
            @Nullable Integer probes,
            @Nullable String growProbes,
            @Nullable String probeLease,
            @Nullable List<String> ignore,
            @Nullable List<String> failOn,
            @Nullable Boolean failOnCancellation,
            @Nullable String fallbackOn,
            @Nullable Integer maxConcurrentFallbacks,
            @Nullable Boolean measureTime,
            @Nullable String enforce,
            @Nullable Map<String, Level> methods) {}
}
