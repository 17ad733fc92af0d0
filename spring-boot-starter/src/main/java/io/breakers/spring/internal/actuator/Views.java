package io.breakers.spring.internal.actuator;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import io.breakers.api.Transition;
import io.breakers.operations.Settings;
import io.breakers.proxy.Protection;
import io.breakers.spring.internal.listeners.RecentTransitions.Recent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Breakers as the endpoint shows them: maps of what JSON knows. */
final class Views {
    private Views() {}

    /**
     * A service and all its breakers.
     *
     * @param protection none for a breaker without an interface
     * @param target what is protected, in words
     * @param fallback the bean that answers
     */
    static Map<String, Object> of(
            String service,
            Optional<Protection> protection,
            String target,
            @Nullable String fallback,
            List<Breaker> breakers,
            Settings settings) {
        var view = new LinkedHashMap<String, Object>();
        view.put("service", service);
        protection.ifPresent(one -> {
            view.put("type", one.type().getTypeName());
            view.put("target", target);
            view.put("engine", one.engine().name());
            view.put("fallback", fallback);
            view.put("methodsWithFallback", one.methodsWithFallback());
            view.put("unprotectedMethods", one.unprotectedMethods());
        });
        var said = new LinkedHashMap<String, String>();
        settings.toMap().forEach((key, value) -> {
            String plain = "services." + service + ".";
            String bracketed = "services[" + service + "].";
            if (key.startsWith("defaults.") || key.startsWith(plain) || key.startsWith(bracketed)) {
                said.put(key, value);
            }
        });
        view.put("settings", said);
        var methods = new TreeMap<String, Object>();
        breakers.forEach(breaker -> methods.put(label(breaker), of(breaker)));
        view.put("methods", methods);
        return view;
    }

    /** What a breaker is called within its service: its method, with the key if it is only one key's (S56). */
    static String label(Breaker breaker) {
        String service = breaker.service() + ".";
        return breaker.name().startsWith(service) ? breaker.name().substring(service.length()) : breaker.method();
    }

    /** One breaker. */
    static Map<String, Object> of(Breaker breaker) {
        BreakerStatus status = breaker.status();
        var view = new LinkedHashMap<String, Object>();
        view.put("name", breaker.name());
        view.put("service", breaker.service());
        view.put("method", breaker.method());
        view.put("state", status.state().name());
        view.put("reason", status.reason());
        view.put("lastFailure", status.lastFailure());
        view.put("inStateSeconds", seconds(status.inState()));
        boolean untilReset = status.state() == BreakerState.FORCED_OPEN;
        view.put("retryAfterSeconds", untilReset ? null : seconds(status.retryAfter()));
        view.put("revision", status.revision());
        view.put("configuration", breaker.config().toString());
        view.put("statistics", of(status.stats()));
        return view;
    }

    private static Map<String, Object> of(BreakerStats stats) {
        var view = new LinkedHashMap<String, Object>();
        view.put("calls", stats.calls());
        view.put("successes", stats.successes());
        view.put("failures", stats.failures());
        view.put("ignored", stats.ignored());
        view.put("cancelled", stats.cancelled());
        view.put("rejected", stats.rejected());
        view.put("spared", stats.spared());
        view.put("slow", stats.slow());
        view.put("fallbacks", stats.fallbacks());
        view.put("fallbackFailures", stats.fallbackFailures());
        view.put("transitions", stats.transitions());
        view.put("inFlight", stats.inFlight());
        view.put("failureRate", number(stats.failureRate()));
        view.put("slowRate", number(stats.slowRate()));
        return view;
    }

    /** One transition. */
    static Map<String, Object> of(Recent recent) {
        Transition transition = recent.transition();
        var view = new LinkedHashMap<String, Object>();
        view.put("breaker", transition.breaker());
        view.put("from", transition.from().name());
        view.put("to", transition.to().name());
        view.put("reason", transition.reason());
        view.put("lastFailure", transition.lastFailure());
        view.put("secondsAgo", seconds(recent.ago()));
        return view;
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
