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

    /** A breaker that is counted, and the time when that began. */
    private record Changed(Breaker breaker, long since) {}

    private final Terms terms;
    private final long nanos;

    /** By their names. Those of keys are not here: they are changed with that of their method. */
    private final Map<String, Changed> changed = new ConcurrentHashMap<>();

    /** How many transitions breakers had made before: a listener may hear of one later. */
    private final Map<Breaker, Long> before = new ConcurrentHashMap<>();

    private final Set<String> tripped = new ConcurrentSkipListSet<>();

    /**
     * Begins a trial. Throws what a ticker throws.
     *
     * @param changing the breakers that are about to change
     * @param present all breakers, those of keys included
     */
    Trial(Terms terms, Collection<Breaker> changing, Iterable<Breaker> present) {
        this.terms = terms;
        this.nanos = nanos(terms.duration());
        present.forEach(this::noteTransitions);
        var times = new IdentityHashMap<Ticker, Long>();
        for (Breaker breaker : changing) {
            long now = times.computeIfAbsent(breaker.config().ticker(), Ticker::read);
            changed.put(breaker.name(), new Changed(breaker, now));
        }
    }

    /** Counts a breaker, too, which has come since and is changed as well. */
    void add(Breaker breaker) {
        noteTransitions(breaker);
        changed.put(breaker.name(), new Changed(breaker, time(breaker.config().ticker(), 0)));
    }

    private void noteTransitions(Breaker breaker) {
        before.put(breaker, breaker.stats().transitions());
    }

    /** Counts a breaker no more, which is closed. */
    void forget(Breaker breaker) {
        before.remove(breaker);
        changed.computeIfPresent(breaker.name(), (name, one) -> one.breaker == breaker ? null : one);
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }

    /** The time; {@code otherwise} if the ticker throws, which the breakers log. */
    private static long time(Ticker ticker, long otherwise) {
        try {
            return ticker.read();
        } catch (Throwable broken) {
            return otherwise;
        }
    }

    /**
     * Counts a trip by a rule.
     *
     * @param number that of the transition
     * @return why the document has failed; {@code null} if it has not
     */
    @Nullable
    String tripped(Breaker breaker, long number) {
        Changed one = find(breaker);
        boolean earlier = number <= before.getOrDefault(breaker, 0L);
        if (one == null || earlier || time(breaker.config().ticker(), one.since) - one.since > nanos) {
            return null;
        }
        tripped.add(breaker.name());
        int count = tripped.size();
        return count > terms.trips() ? failure(count) : null;
    }

    private @Nullable Changed find(Breaker breaker) {
        Changed own = changed.get(breaker.name());
        if (own != null) {
            return own.breaker == breaker ? own : null;
        }
        String ofItsMethod = breaker.service() + "." + breaker.method();
        return breaker.name().startsWith(ofItsMethod + "[") ? changed.get(ofItsMethod) : null;
    }

    /** For example {@code 2 of 5 changed breakers tripped within 10m, of which 1 may: Stock.find, Stock.count}. */
    private String failure(int count) {
        var names = String.join(", ", tripped.stream().limit(SHOWN).toList());
        long ofKeys =
                tripped.stream().filter(name -> !changed.containsKey(name)).count();
        long all = changed.size() + ofKeys;
        return count + " of " + all + (all == 1 ? " changed breaker" : " changed breakers")
                + " tripped within " + text(terms.duration()) + ", of which " + terms.trips() + " may: " + names
                + (count > SHOWN ? ", ..." : "");
    }

    /** As in a document: {@code 1h30m}. */
    private static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
