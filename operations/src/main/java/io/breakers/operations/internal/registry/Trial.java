package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts which breakers trip that a document has changed, for some time after that (S59). It needs no thread: each trip
 * looks at the ticker of its breaker. Safe for use by many threads.
 */
public final class Trial {
    private static final int SHOWN = 5;

    /**
     * When a document has failed.
     *
     * @param duration how long trips count
     * @param trips of how many breakers it bears
     */
    public record Terms(Duration duration, int trips) {}

    private final Terms terms;
    private final long nanos;
    private final Map<Breaker, Long> starts = new ConcurrentHashMap<>();
    private final Set<String> tripped = new ConcurrentSkipListSet<>();

    /** Begins a trial of breakers that are about to change. Throws what a ticker throws. */
    Trial(Terms terms, Collection<Breaker> changing) {
        this.terms = terms;
        this.nanos = nanos(terms.duration());
        var times = new IdentityHashMap<Ticker, Long>();
        for (Breaker breaker : changing) {
            starts.put(breaker, times.computeIfAbsent(breaker.config().ticker(), Ticker::read));
        }
    }

    /** Counts a breaker, too, which has come since and is changed as well. Throws what its ticker throws. */
    void add(Breaker breaker) {
        starts.put(breaker, breaker.config().ticker().read());
    }

    /** Counts a breaker no more, which is closed. */
    void forget(Breaker breaker) {
        starts.remove(breaker);
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Counts a trip by a rule.
     *
     * @return why the document has failed; {@code null} if it has not
     */
    @Nullable
    String tripped(Breaker breaker) {
        Long start = starts.get(breaker);
        if (start == null || breaker.config().ticker().read() - start > nanos) {
            return null;
        }
        tripped.add(breaker.name());
        int count = tripped.size();
        return count > terms.trips() ? failure(count) : null;
    }

    /** For example {@code 2 of 5 changed breakers tripped within 10m, of which 1 may: Stock.find, Stock.count}. */
    private String failure(int count) {
        var names = String.join(", ", tripped.stream().limit(SHOWN).toList());
        return count + " of " + starts.size() + (starts.size() == 1 ? " changed breaker" : " changed breakers")
                + " tripped within " + text(terms.duration()) + ", of which " + terms.trips() + " may: " + names
                + (count > SHOWN ? ", ..." : "");
    }

    /** As in a document: {@code 1h30m}. */
    private static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
