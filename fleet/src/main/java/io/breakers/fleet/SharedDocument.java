package io.breakers.fleet;

import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings document of a fleet, as it is used here (S62). Written by the thread of the fleet; the next one is made
 * of it on any.
 */
final class SharedDocument {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");

    private record Known(FleetChannel.Entry entry, DocumentText text) {}

    private final BreakerRegistry registry;
    private volatile @Nullable Known known;
    private volatile String refused = "";

    /** What was in force before the first document of the fleet; {@code null} as long as none is. */
    private @Nullable Settings own;

    SharedDocument(BreakerRegistry registry) {
        this.registry = registry;
    }

    /** The number of the last one; 0 if there was none. */
    long number() {
        Known last = known;
        return last == null ? 0 : last.entry.number();
    }

    /** Why it is not used here; empty if it is. */
    String refused() {
        return refused;
    }

    /** Takes in a document, unless a later one is known. */
    void take(FleetChannel.Entry entry, DocumentText text) {
        if (entry.number() <= number()) {
            return;
        }
        known = new Known(entry, text);
        Settings before = registry.settings();
        Map<String, String> flat = text.settings();
        try {
            if (flat != null) {
                registry.apply(Settings.of(flat));
                own = own == null ? before : own;
            } else if (own != null) {
                registry.apply(own);
                own = null;
            }
            refused = "";
        } catch (IllegalArgumentException | IllegalStateException unfit) {
            refused = String.valueOf(unfit.getMessage());
            LOGGER.log(
                    Level.WARNING,
                    "Keeping the settings instead of the fleet's document " + entry.number() + ". " + refused);
        }
    }

    /**
     * Returns a document for all, from which the present one is the way back. One that says the same, as one that is
     * given again does, leaves the way back as it is (S59).
     */
    DocumentText next(Settings settings) {
        Known last = known;
        Map<String, String> flat = settings.toMap();
        if (last != null && flat.equals(last.text.settings())) {
            return new DocumentText(flat, last.text.back());
        }
        return new DocumentText(flat, new DocumentText.Back(last == null ? null : last.text.settings()));
    }

    /** Returns the document before the present one; {@code null} if there is none. */
    @Nullable
    DocumentText back() {
        Known last = known;
        DocumentText.Back back = last == null ? null : last.text.back();
        return back == null ? null : new DocumentText(back.settings(), null);
    }

    /** Returns the present document if an engine has lost it. */
    FleetChannel.@Nullable Entry lostBy(Map<String, Long> kept) {
        Known last = known;
        return last == null || kept.getOrDefault(Subject.THE_DOCUMENT.key(), 0L) >= last.entry.number()
                ? null
                : last.entry;
    }
}
