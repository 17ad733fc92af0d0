package io.breakers.fleet;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Advice;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Limits;
import io.breakers.fleet.internal.messages.MalformedException;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.fleet.internal.time.EngineTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes, and hands it to whom it concerns; what no instance has written is reported and ignored. For the
 * thread of the fleet, except {@link #highest} and {@link #ignored}.
 */
final class Intake {
    /** Why something is ignored. */
    static final String FAR_ABOVE = "its number is far above all that the engine has given";

    private final Holding holding;
    private final SharedDocument document;
    private final @Nullable SharedTrips trips;
    private final Garbage garbage;
    private final EngineTime time;
    private final AtomicLong highest = new AtomicLong();

    Intake(Holding holding, SharedDocument document, @Nullable SharedTrips trips, Garbage garbage, EngineTime time) {
        this.holding = holding;
        this.document = document;
        this.trips = trips;
        this.garbage = garbage;
        this.time = time;
    }

    /**
     * Takes in an entry, however often and late it comes. Commands are done when all that came with them were taken in:
     * {@link #bringUpTaken}.
     *
     * @param since when the connection began
     * @return whether the document is another one now
     */
    boolean take(FleetChannel.Entry entry, long since) {
        long before = document.number();
        read(entry, since);
        return document.number() != before;
    }

    private void read(FleetChannel.Entry entry, long since) {
        try {
            check(entry);
            Subject subject = Subject.of(entry.key());
            switch (subject.kind()) {
                case COMMAND, EVENT -> command(entry, subject);
                case DOCUMENT -> document.take(entry, DocumentText.of(entry.text()));
                case ADVICE -> advice(entry, subject.name(), since);
            }
            highest.accumulateAndGet(entry.number(), Math::max);
        } catch (MalformedException none) {
            garbage.found(String.valueOf(none.getMessage()));
        }
    }

    private void check(FleetChannel.Entry entry) throws MalformedException {
        boolean numbered = entry.number() > 0 && entry.number() <= Limits.MOST;
        if (!numbered || entry.time() < 0 || entry.time() > Limits.MOST) {
            throw new MalformedException("its number or time is none");
        }
        if (isFarAbove(entry.number())) {
            throw new MalformedException(FAR_ABOVE);
        }
    }

    /**
     * Whether a number is far above all that the engine can have given: with it, who may publish would make all later
     * commands older ones.
     */
    boolean isFarAbove(long number) {
        return time.isFarAbove(number, highest());
    }

    /** Whether there is no place for a command, before those are forgotten which the engine has forgotten. */
    boolean isOneTooMany(FleetChannel.Entry entry) {
        try {
            Subject subject = Subject.of(entry.key());
            return subject.kind() == Subject.Kind.COMMAND && !holding.hasPlaceFor(subject.name());
        } catch (MalformedException none) {
            // It is reported when it is taken in.
            return false;
        }
    }

    private void command(FleetChannel.Entry entry, Subject subject) throws MalformedException {
        var command = Command.of(entry.text());
        boolean isEvent = command.action() == Action.TRIP;
        if (isEvent != (subject.kind() == Subject.Kind.EVENT)) {
            throw new MalformedException("its action does not fit its key");
        }
        if (!isEvent && !holding.hasPlaceFor(subject.name())) {
            throw new MalformedException("there are more commands than an engine keeps");
        }
        if (isEvent) {
            holding.event(entry, subject.name(), command);
        } else {
            holding.take(entry, subject.name(), command);
        }
    }

    private void advice(FleetChannel.Entry entry, String name, long since) throws MalformedException {
        var advice = Advice.of(entry.text());
        if (trips != null) {
            trips.follow(entry, name, advice, since);
        }
    }

    /** Does the commands that were taken in. */
    void bringUpTaken() {
        holding.bringUpTaken();
    }

    /** Returns what the engine is to know of the breakers that are here. */
    SharedTrips.Names names() {
        return trips == null ? SharedTrips.Names.NONE : trips.names();
    }

    /**
     * A sign of life was given over a connection, with the names.
     *
     * @return whether the next one is to follow at once
     */
    boolean told(Link link, SharedTrips.Names names, boolean isNew) {
        holding.bringUpAll();
        if (trips == null) {
            return false;
        }
        boolean more = trips.told(names, isNew);
        trips.beaten(link);
        return more;
    }

    /** Something is none of ours; on any thread. */
    void ignored(String why) {
        garbage.found(why);
    }

    /** The highest number that was seen, above which the next command is. */
    long highest() {
        return highest.get();
    }

    /** Returns what the engine has lost. */
    List<FleetChannel.Entry> lostBy(FleetChannel.Contents contents) {
        Map<String, Long> kept = new HashMap<>();
        contents.entries().forEach(entry -> kept.put(entry.key(), entry.number()));
        List<FleetChannel.Entry> lost = new ArrayList<>(holding.lostBy(kept));
        FleetChannel.Entry lostDocument = document.lostBy(kept);
        if (lostDocument != null) {
            lost.add(lostDocument);
        }
        return lost;
    }
}
