package io.breakers.spring.internal.cloud;

import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.SettingsException;
import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.beans.SetupMessages;
import io.breakers.spring.internal.settings.ChangeCounts;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Applies changed properties to the breakers while the application works: all of them, and then the registry logs what
 * has changed, or, if anything is wrong, none, and then the log says the same as at a start. Reads the properties
 * itself, before anything is bound to them anew.
 */
public final class LiveChanges implements ApplicationListener<EnvironmentChangeEvent>, Ordered {
    private static final Log LOG = LogFactory.getLog("io.breakers.spring");

    private final Environment environment;
    private final ClassLoader classes;
    private final ServiceSelector selector;
    private final BreakerRegistry registry;
    private final ChangeCounts counts;
    private Snapshot present;

    /** Begins with what the properties said at the start. */
    public LiveChanges(
            Environment environment,
            ClassLoader classes,
            ServiceSelector selector,
            BreakerRegistry registry,
            ChangeCounts counts) {
        this.environment = environment;
        this.classes = classes;
        this.selector = selector;
        this.registry = registry;
        this.counts = counts;
        this.present = selector.snapshot();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(EnvironmentChangeEvent event) {
        boolean ours = event.getKeys().stream()
                .map(key -> key.toLowerCase(Locale.ROOT))
                .anyMatch(key -> key.startsWith("breakers.") || key.startsWith("breakers_"));
        if (ours && selector.snapshot().enabled()) {
            change();
        }
    }

    private synchronized void change() {
        var next = Snapshot.read(environment, classes);
        List<Mistake> mistakes = next.mistakes();
        if (mistakes.isEmpty()) {
            try {
                mistakes = apply(next);
            } catch (IllegalStateException closed) {
                // The registry is, since the application ends: nobody needs its settings any more.
                LOG.debug("Breakers: changed settings came too late", closed);
                return;
            }
        }
        if (mistakes.isEmpty()) {
            counts.apply();
        } else {
            counts.refuse(mistakes);
            LOG.error("Breakers: the changed settings are wrong, and those before stay in force:\n"
                    + mistakes.stream().map(mistake -> "  - " + mistake).collect(Collectors.joining("\n")));
        }
    }

    private List<Mistake> apply(Snapshot next) {
        try {
            // What was rolled back meanwhile, or applied by hand, holds until they say something new (S60).
            if (!next.settings().equals(present.settings())) {
                registry.apply(next.settings());
            }
        } catch (SettingsException wrong) {
            return SetupMessages.of(next, wrong);
        }
        if (!next.alike(present)) {
            LOG.warn(
                    "Breakers: which beans are protected and how, their fallbacks, meters, health or fleet have changed;"
                            + " that takes effect at the next start");
        }
        present = next;
        return List.of();
    }
}
