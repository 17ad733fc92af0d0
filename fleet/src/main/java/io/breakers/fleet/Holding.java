package io.breakers.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.time.EngineTime;
import io.breakers.fleet.internal.time.FleetThread;
import io.breakers.operations.BreakerRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The commands that hold, each for a breaker or a service, and what was done to the breakers here (S62). For the thread
 * of the fleet, except {@link #made}.
 */
final class Holding {
    private static final int EVENTS = 1_000;

    /** So many are held: as many as an engine keeps, and those whose places were taken since it was read. */
    private static final int MOST = 2 * FleetChannel.MOST_ENTRIES;

    /** An event that is older than this concerned those who were there. */
    private static final long EVENT_MILLIS = 15_000;

    /**
     * A command.
     *
     * @param isOver whether its end has come
     */
    private record Held(FleetChannel.Entry entry, Command command, boolean isOver) {
        long number() {
            return entry.number();
        }

        boolean isSpare() {
            return isOver || command.action() == Action.RESET;
        }

        /** Does it, or what its end does; that matters only to a breaker in the state that has ended. */
        void on(Breaker breaker) {
            if (!isOver) {
                command.action().on(breaker, command.reason(number()));
            } else if (isOperators(breaker.state())) {
                breaker.reset(command.endReason(number()));
            }
        }

        private static boolean isOperators(BreakerState state) {
            return state == BreakerState.FORCED_OPEN || state == BreakerState.DISABLED;
        }
    }

    private final BreakerRegistry registry;
    private final FleetThread thread;
    private final EngineTime time;

    /** By the name of the breaker or service. Written by the thread of the fleet; read by those who make breakers. */
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private final Map<String, Future<?>> ends = new HashMap<>();

    /** The numbers of the commands that were done last to breakers; also written by those who make breakers. */
    private final Map<Breaker, Long> done = Collections.synchronizedMap(new WeakHashMap<>());

    /** The names of commands that were taken in, and not yet done. */
    private final Set<String> taken = new LinkedHashSet<>();

    /** The numbers of the last events, each of which is done once. */
    private final Deque<Long> events = new ArrayDeque<>();

    Holding(BreakerRegistry registry, FleetThread thread, EngineTime time) {
        this.registry = registry;
        this.thread = thread;
        this.time = time;
    }

    /** Whether a command for a name can be taken in. */
    boolean hasPlaceFor(String name) {
        return held.size() < MOST || held.containsKey(name);
    }

    /**
     * Takes in a command that holds until there is one with a higher number for the same name. It is done by
     * {@link #bringUpTaken}, when all that came with it has been taken in.
     */
    void take(FleetChannel.Entry entry, String name, Command command) {
        Held before = held.get(name);
        if (before != null && before.number() >= entry.number()) {
            return;
        }
        long rest = command.length() == 0 ? Long.MAX_VALUE : entry.time() + command.length() - time.now();
        held.put(name, new Held(entry, command, rest <= 0));
        Future<?> end = ends.remove(name);
        if (end != null) {
            end.cancel(false);
        }
        if (rest > 0 && rest < Long.MAX_VALUE) {
            ends.put(name, thread.after(rest, () -> end(name, entry.number())));
        }
        taken.add(name);
    }

    private void end(String name, long number) {
        Held ending = held.get(name);
        if (ending == null || ending.number() != number) {
            return;
        }
        ends.remove(name);
        var over = new Held(ending.entry, ending.command, true);
        held.put(name, over);
        for (Breaker breaker : concerned(name)) {
            if (over.equals(lastFor(breaker))) {
                over.on(breaker);
            }
        }
    }

    /** Does a command that does not hold, unless a later one was done. */
    void event(FleetChannel.Entry entry, String name, Command command) {
        if (events.contains(entry.number()) || time.now() - entry.time() > EVENT_MILLIS) {
            return;
        }
        events.addLast(entry.number());
        if (events.size() > EVENTS) {
            events.removeFirst();
        }
        for (Breaker breaker : concerned(name)) {
            Held last = lastFor(breaker);
            if (last == null || last.number() < entry.number()) {
                command.action().on(breaker, command.reason(entry.number()));
            }
        }
    }

    private List<Breaker> concerned(String name) {
        return registry.breakers().stream()
                .filter(breaker ->
                        breaker.name().equals(name) || breaker.service().equals(name))
                .toList();
    }

    private @Nullable Held lastFor(Breaker breaker) {
        Held own = held.get(breaker.name());
        Held services = held.get(breaker.service());
        if (own == null || services == null) {
            return own == null ? services : own;
        }
        return own.number() >= services.number() ? own : services;
    }

    /** Does what was taken in: to each breaker the last command alone. */
    void bringUpTaken() {
        taken.forEach(name -> concerned(name).forEach(this::bringUp));
        taken.clear();
    }

    private void bringUp(Breaker breaker) {
        Held last = lastFor(breaker);
        if (last != null && done.getOrDefault(breaker, 0L) < last.number()) {
            done.put(breaker, last.number());
            last.on(breaker);
        }
    }

    /** Does what holds to breakers that have come meanwhile. */
    void bringUpAll() {
        if (!held.isEmpty()) {
            registry.breakers().forEach(this::bringUp);
        }
    }

    /**
     * Does what holds to a breaker that is being made, on the thread that makes it, so that its first call finds it.
     * The thread of the fleet may not see the breaker yet: what changes meanwhile is done here, too.
     */
    void made(Breaker breaker) {
        Held last = null;
        Held next = lastFor(breaker);
        while (!Objects.equals(next, last)) {
            if (next != null && (last != null || next.command.action() != Action.RESET)) {
                next.on(breaker);
            }
            last = next;
            if (next != null) {
                // Once: what is done to it here afterwards holds.
                done.merge(breaker, next.number(), Math::max);
            }
            next = lastFor(breaker);
        }
    }

    /**
     * Returns the entries that an engine has lost. One that is over, and whose place another one has taken, is
     * forgotten here, too.
     *
     * @param kept the numbers of those that it has, by key
     */
    List<FleetChannel.Entry> lostBy(Map<String, Long> kept) {
        var lost = new ArrayList<FleetChannel.Entry>();
        if (kept.size() >= FleetChannel.MOST_ENTRIES) {
            held.values().removeIf(each -> each.isSpare() && !kept.containsKey(each.entry.key()));
        }
        for (Held each : held.values()) {
            if (kept.getOrDefault(each.entry.key(), 0L) < each.number()) {
                lost.add(each.entry);
            }
        }
        return lost;
    }
}
