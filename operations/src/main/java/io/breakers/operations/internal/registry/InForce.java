package io.breakers.operations.internal.registry;

import io.breakers.api.BreakerConfig;
import io.breakers.operations.internal.document.Document;
import io.breakers.operations.internal.document.Mistake;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.events.SafeLog;
import io.breakers.operations.internal.merge.ServiceCode;
import io.breakers.operations.internal.merge.ServiceMerge;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A document that is, or was, in force in a registry, and what it makes of a service. Safe for use by many threads.
 *
 * @param <S> what users know the document by
 */
final class InForce<S> {
    private static final SafeLog LOGGER = SafeLog.of("io.breakers.operations");

    /**
     * What a document makes of a service.
     *
     * @param mistakes why it does not fit; then {@code configs} are without what it says of this service
     */
    record Fit(List<BreakerConfig> configs, List<Mistake> mistakes) {}

    final S settings;
    final Document document;

    /** Whether the registry was made with it. */
    final boolean given;

    /** For the changes that it makes, in words. */
    final String reason;

    /** The services that it does not fit, and so does not change. */
    private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

    InForce(S settings, Document document, boolean given, String reason) {
        this.settings = settings;
        this.document = document;
        this.given = given;
        this.reason = reason;
    }

    /**
     * Puts the document over what the code says, or, if it does not fit, only what it says of all services.
     *
     * @param registry the configuration where the code gives none
     */
    Fit over(ServiceCode code, BreakerConfig registry) {
        var mistakes = new Mistakes();
        List<BreakerConfig> configs = ServiceMerge.merge(document, registry, code, mistakes);
        if (mistakes.isEmpty()) {
            return new Fit(configs, List.of());
        }
        Document rest = document.without(code.name());
        return new Fit(ServiceMerge.merge(rest, registry, code, new Mistakes()), mistakes.all());
    }

    /** Notes whether the document fits a service that is there; returns what reports it if it does not. */
    Runnable note(String service, Fit fit) {
        if (fit.mistakes().isEmpty()) {
            leftOut.remove(service);
            return () -> {};
        }
        leftOut.add(service);
        String problems = fit.mistakes().stream().map(Mistake::text).collect(Collectors.joining("; "));
        return () -> LOGGER.log(
                Level.WARNING, "The settings of " + service + " are left out, because they do not fit it: " + problems);
    }

    boolean leavesOut(String service) {
        return leftOut.contains(service);
    }
}
