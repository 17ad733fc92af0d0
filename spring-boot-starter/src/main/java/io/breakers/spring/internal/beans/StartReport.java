package io.breakers.spring.internal.beans;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.spring.internal.listeners.LateListeners;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** One line for each service: what is protected, and what that means; and one for what is hardly meant. */
final class StartReport {
    private static final Log LOG = LogFactory.getLog("io.breakers.spring");

    private final Environment environment;
    private final String meters;
    private final Map<String, List<Protection>> protections;

    /** Looks up what all lines need. */
    StartReport(ListableBeanFactory beans, Environment environment) {
        this.environment = environment;
        LateListeners found = beans.getBeanProvider(LateListeners.class, false).getIfAvailable();
        this.meters = found == null ? "no meters" : found.description();
        this.protections = beans.getBeanProvider(BreakerRegistry.class, false).getObject().protections().stream()
                .collect(Collectors.groupingBy(Protection::service));
    }

    void log(String service, @Nullable String fallback, Function<Protection, String> target) {
        for (Protection one : protections.getOrDefault(service, List.of())) {
            if (LOG.isInfoEnabled()) {
                LOG.info("Breakers: " + line(one, target.apply(one), fallback) + "; " + meters);
            }
            if (LOG.isWarnEnabled()) {
                Cautions.of(one, environment).forEach(caution -> LOG.warn("Breakers: " + caution));
            }
        }
    }

    private static String line(Protection protection, String target, @Nullable String fallback) {
        String engine =
                protection.engine() == ProxyEngine.GENERATED ? "generated" : "JDK proxy: " + protection.engineReason();
        List<Breaker> breakers = protection.breakers();
        int answered = protection.methodsWithFallback().size();
        String by = fallback == null ? "fallback" : "fallback " + fallback;
        return protection.service() + " protects "
                + target + " as "
                + protection.type().getSimpleName() + " (" + engine + "), " + plural(breakers.size(), "breaker")
                + (answered == 0 ? "" : ", " + by + " for " + plural(answered, "method"))
                + ", " + rules(breakers);
    }

    private static String plural(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String rules(List<Breaker> breakers) {
        Set<String> configs =
                breakers.stream().map(breaker -> breaker.config().toString()).collect(Collectors.toSet());
        return configs.size() == 1 ? configs.iterator().next() : configs.size() + " configurations";
    }
}
