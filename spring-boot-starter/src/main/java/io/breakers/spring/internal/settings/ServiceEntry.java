package io.breakers.spring.internal.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of one service, besides what settings documents know.
 *
 * @param name of the service
 * @param subject who names the service, for messages: a property or an annotation
 * @param bean the name of the bean as it is written; {@code null} for that of the service
 * @param type the interface of the bean; {@code null} if it is to be found out
 * @param fallback the name of the bean that answers; {@code null} if none is named
 * @param enabled whether it is protected at all
 * @param health how it counts for health
 * @param unprotected methods that go straight to the bean
 * @param withoutFallback methods that no fallback answers
 * @param lastGood how old last good values may be, by method
 * @param shared methods by the name of the breaker that they share
 * @param origins where its keys stand, by key; the empty key is for the first of all
 */
public record ServiceEntry(
        String name,
        String subject,
        @Nullable String bean,
        @Nullable Class<?> type,
        @Nullable String fallback,
        boolean enabled,
        Health health,
        List<String> unprotected,
        List<String> withoutFallback,
        Map<String, Duration> lastGood,
        Map<String, List<String>> shared,
        Map<String, String> origins) {

    /** What an open breaker of a service means for the health of the application. */
    public enum Health {
        IGNORE,
        DOWN,
        OUT_OF_SERVICE
    }

    /** Where {@code key} stands, or else the first that is said of the service. */
    public String origin(String key) {
        return origins.getOrDefault(key, origins.getOrDefault("", ""));
    }

    /** A mistake in a key of the service; the empty one stands for the service as a whole. */
    public Mistake mistake(String key, String problem, String action) {
        return new Mistake(subject + (key.isEmpty() ? "" : "." + key) + problem, origin(key), action);
    }

    /** The entry of a service that only an annotation names. */
    public static ServiceEntry annotated(String name) {
        return new ServiceEntry(
                name,
                "@Protected(\"" + name + "\")",
                null,
                null,
                null,
                true,
                Health.IGNORE,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The same, wherever it stands. */
    ServiceEntry withoutPlaces() {
        return new ServiceEntry(
                name,
                "",
                bean,
                type,
                fallback,
                enabled,
                health,
                unprotected,
                withoutFallback,
                lastGood,
                shared,
                Map.of());
    }
}
