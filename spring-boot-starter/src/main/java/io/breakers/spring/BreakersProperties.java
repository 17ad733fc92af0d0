package io.breakers.spring;

import java.util.List;
import java.util.Map;

/**
 * The properties below {@code breakers.} as editors complete them, with descriptions: beans of which they know the
 * setters. There is no object of any: the starter reads the properties itself, because it keeps their places and tells
 * what it does not know. A test holds this against what is read.
 */
public abstract class BreakersProperties {
    private BreakersProperties() {}

    /** With which settings every service starts. */
    public abstract void setDefaults(Level defaults);

    /** Services by name. */
    public abstract void setServices(Map<String, Service> services);

    /** What every level may say. */
    public abstract static class Level {
        private Level() {}

        /** Opens after that many consecutive failures. */
        public abstract void setFailureThreshold(Integer failureThreshold);

        /** Opens when this share of the calls in the window has failed, such as 0.5 or 50%. */
        public abstract void setFailureRate(String failureRate);

        /** Opens when this share of the calls in the window was slower than 'slower-than'. */
        public abstract void setSlowCallRate(String slowCallRate);

        /** Opens when this share of the calls in the window has failed or was slower than 'slower-than'. */
        public abstract void setBadCallRate(String badCallRate);

        /** From which duration on a call is slow, such as 2s. */
        public abstract void setSlowerThan(String slowerThan);

        /** How many of the last calls the rates look at. Default 100. */
        public abstract void setWindowCalls(Integer windowCalls);

        /** For how long back the rates look at calls, instead of a number of them, such as 1m. */
        public abstract void setWindowDuration(String windowDuration);

        /** How many calls the window must hold before a rate counts. */
        public abstract void setMinimumCalls(Integer minimumCalls);

        /** Opens after that many failures within 'failures-within'. */
        public abstract void setFailures(Integer failures);

        /** The duration for 'failures', such as 10s. */
        public abstract void setFailuresWithin(String failuresWithin);

        /** How long calls are rejected before the first probe, such as 30s. */
        public abstract void setOpenFor(String openFor);

        /** By how much each further wait is longer, such as 2. */
        public abstract void setOpenForMultiplier(String openForMultiplier);

        /** How long a wait that grows gets at most, such as 5m. */
        public abstract void setOpenForMax(String openForMax);

        /** By which share waits vary at random, such as 20%. */
        public abstract void setOpenForJitter(String openForJitter);

        /** How long the breaker must stay closed before an earlier trip no longer lengthens the wait. */
        public abstract void setForgetAfter(String forgetAfter);

        /** How many probes must succeed before the breaker closes. */
        public abstract void setSuccessThreshold(Integer successThreshold);

        /** Out of how many probes 'success-threshold' must succeed. */
        public abstract void setSuccessThresholdOf(Integer successThresholdOf);

        /** How many probes may be under way at once. */
        public abstract void setProbes(Integer probes);

        /** By how much the number of probes grows while they succeed, such as 2. */
        public abstract void setGrowProbes(String growProbes);

        /** How long a probe may take before its place is free again, such as 1m. */
        public abstract void setProbeLease(String probeLease);

        /** Throwables that are neither failures nor successes. Adds to the level before. */
        public abstract void setIgnore(List<String> ignore);

        /** The only throwables that are failures. */
        public abstract void setFailOn(List<String> failOn);

        /** Whether a cancelled call is a failure. */
        public abstract void setFailOnCancellation(Boolean failOnCancellation);

        /** What a fallback answers: rejection, or rejection-or-failure. */
        public abstract void setFallbackOn(String fallbackOn);

        /** How many fallbacks may run at once. */
        public abstract void setMaxConcurrentFallbacks(Integer maxConcurrentFallbacks);

        /** Whether calls are timed even if no rule, listener or meter needs that. */
        public abstract void setMeasureTime(Boolean measureTime);

        /** Which share of the rejections is carried out: 0 is a dry run. Default 100%. */
        public abstract void setEnforce(String enforce);
    }

    /** What is said of one service: what every level may say, and what only a service has. */
    public abstract static class Service extends Level {
        private Service() {}

        /** The name of the bean. Default: that of the service. */
        public abstract void setBean(String bean);

        /** The interface that is protected; without 'bean', the only bean of this type. */
        public abstract void setType(String type);

        /** The name of the bean of the same interface that answers rejections and failures. */
        public abstract void setFallback(String fallback);

        /** Whether the service is protected at all. Default true. */
        public abstract void setEnabled(Boolean enabled);

        /** What an open breaker means for health: ignore (default), down or out-of-service. */
        public abstract void setHealth(String health);

        /** Methods that go straight to the bean, by name or signature. */
        public abstract void setUnprotected(List<String> unprotected);

        /** Methods that no fallback answers, by name or signature. */
        public abstract void setNoFallback(List<String> noFallback);

        /** How old the last good value of a method may be that is answered instead of a failure. */
        public abstract void setLastGood(Map<String, String> lastGood);

        /** Methods that share a breaker, by the name of that. */
        public abstract void setShare(Map<String, List<String>> share);

        /** Settings of single methods, by name or, in brackets, by signature. */
        public abstract void setMethods(Map<String, Level> methods);
    }
}
