package io.breakers.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.fleet.internal.messages.Advice;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.fleet.internal.time.EngineTime;
import io.breakers.operations.BreakerRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reports trips, and follows the advice of a quorum (S63). Who reports the trip that makes the quorum takes all reports
 * away and gives the advice, which is one message for all. For the thread of the fleet, except {@link #moved}.
 */
final class SharedTrips {
    /** So many breakers are told at once. */
    private static final int MOST_NAMES = 1_000;

    /**
     * Which breakers the engine does not know yet, and which it knows that are gone.
     */
    record Names(List<String> made, List<String> gone) {
        static final Names NONE = new Names(List.of(), List.of());
    }

    private final BreakerRegistry registry;
    private final EngineTime time;
    private final Quorum quorum;

    /** The breakers whose trips are to be reported. */
    private final Set<String> tripped = ConcurrentHashMap.newKeySet();

    /**
     * A quorum by its reports, of whose members some have given no sign of life lately: it is tried again with each one
     * of this instance's.
     *
     * @param since when it began, by the engine's clock
     */
    private record Doubt(Link link, long needed, Advice advice, long since) {}

    private final Map<String, Doubt> doubts = new HashMap<>();
    private final Set<String> announced = new HashSet<>();
    private final Map<Breaker, Long> advised = new WeakHashMap<>();

    SharedTrips(BreakerRegistry registry, EngineTime time, Quorum quorum) {
        this.registry = registry;
        this.time = time;
        this.quorum = quorum;
    }

    /** Returns what to tell the engine of the breakers that are here. */
    Names names() {
        var present = new TreeSet<String>();
        registry.breakers().forEach(breaker -> present.add(breaker.name()));
        var made = new ArrayList<String>();
        for (String name : present) {
            if (!announced.contains(name) && made.size() < MOST_NAMES) {
                made.add(name);
            }
        }
        var gone = new ArrayList<String>();
        for (String name : announced) {
            if (!present.contains(name) && gone.size() < MOST_NAMES) {
                gone.add(name);
            }
        }
        return new Names(made, gone);
    }

    /**
     * The engine has got that.
     *
     * @param isNew whether it knows nothing else
     * @return whether it is to be told more at once: it has forgotten what it was told before
     */
    boolean told(Names names, boolean isNew) {
        boolean forgot = isNew && !announced.isEmpty();
        if (isNew) {
            announced.clear();
        }
        names.gone.forEach(announced::remove);
        announced.addAll(names.made);
        return forgot;
    }

    /** Notes a transition, on any thread; returns whether there is something to report. */
    boolean moved(Breaker breaker, Transition transition) {
        return transition.from() == BreakerState.CLOSED
                && transition.to() == BreakerState.OPEN
                && transition.rule() != null
                && tripped.add(breaker.name());
    }

    /** Reports trips over a connection; without one, they are forgotten. */
    void report(@Nullable Link link) {
        for (String name : List.copyOf(tripped)) {
            tripped.remove(name);
            if (link != null) {
                link.ask(() -> link.connection().report(link.member(), name, link.since(), quorum.within()), tally -> {
                    announced.add(name);
                    decide(link, name, tally);
                });
            }
        }
    }

    private void decide(Link link, String name, FleetChannel.Tally tally) {
        long needed = quorum.needed(tally.members());
        doubts.remove(name);
        if (tally.reports() >= needed) {
            var advice = new Advice(tally.reports(), tally.members());
            doubts.put(name, new Doubt(link, needed, advice, time.now()));
            advise(name);
        }
    }

    private void advise(String name) {
        Doubt doubt = doubts.get(name);
        if (doubt != null) {
            Link link = doubt.link;
            String key = new Subject(Subject.Kind.ADVICE, name).key();
            link.ask(
                    () -> link.connection()
                            .take(
                                    link.member(),
                                    name,
                                    link.since(),
                                    quorum.within(),
                                    doubt.needed,
                                    key,
                                    doubt.advice.text()),
                    taken -> {
                        if (taken) {
                            doubts.remove(name, doubt);
                        }
                    });
        }
    }

    /** This instance has given a sign of life. Who has given none for as long as a life is no member any more. */
    void beaten(Link link) {
        doubts.values().removeIf(doubt -> doubt.link != link || time.age(doubt.since) > FleetChannel.LIFE.toMillis());
        List.copyOf(doubts.keySet()).forEach(this::advise);
    }

    /**
     * Follows an advice, once, if the breaker has been CLOSED since before that: one that has closed meanwhile has
     * recovered from what the reports tell.
     *
     * @param since advice that is older is none: it comes from before an outage
     */
    void follow(FleetChannel.Entry entry, String name, Advice advice, long since) {
        Doubt doubt = doubts.get(name);
        if (doubt != null && entry.time() >= doubt.since) {
            doubts.remove(name);
        }
        Breaker breaker = registry.find(name).orElse(null);
        long age = time.age(entry.time());
        if (breaker == null
                || advised.getOrDefault(breaker, 0L) >= entry.number()
                || entry.time() < since
                || age > quorum.within().toMillis()
                || advice.reports() < quorum.needed(advice.members())) {
            return;
        }
        advised.put(breaker, entry.number());
        var status = breaker.status();
        if (status.state() == BreakerState.CLOSED && status.inState().toMillis() >= age) {
            breaker.trip(advice.reason());
        }
    }
}
