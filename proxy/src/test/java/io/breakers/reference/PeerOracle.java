package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Our rules, but for the habits of a peer: with all of them it does what the peer does, without one of them it does
 * not.
 */
final class PeerOracle extends ReferenceBreaker {
    private final Set<Habit> habits;

    /** The outcomes of the probes that are judged together. */
    private final List<Recorded> probed = new ArrayList<>();

    private int placesTaken;
    private int placesFreed;

    PeerOracle(BreakerConfig config, LongSupplier clock, Set<Habit> habits) {
        super(config, true, clock);
        this.habits = habits;
    }

    private boolean does(Habit habit) {
        return habits.contains(habit);
    }

    @Override
    BreakerState state() {
        return does(Habit.READS_OPEN_UNTIL_CALLED) ? rawState() : super.state();
    }

    @Override
    long openFor() {
        return does(Habit.WAITS_LONGER_THAN_THE_WAIT) ? super.openFor() + 1 : super.openFor();
    }

    @Override
    boolean isSlow(long elapsed, TripRule.Rate rate) {
        return super.isSlow(does(Habit.SLOW_IS_LONGER_THAN_THE_LIMIT) ? elapsed - 1 : elapsed, rate);
    }

    @Override
    boolean isCurrent(Call call) {
        return does(Habit.COUNTS_LATE_OUTCOMES) || super.isCurrent(call);
    }

    @Override
    boolean isOverdue(Call probe) {
        return !does(Habit.HAS_NO_LEASE) && super.isOverdue(probe);
    }

    @Override
    boolean isWithin(long duration, long began, Recorded call) {
        if (!does(Habit.SLIDES_BY_SECONDS)) {
            return super.isWithin(duration, began, call);
        }
        long second = TimeUnit.SECONDS.toNanos(1);
        return now() / second - call.time() / second < duration / second;
    }

    @Override
    int minimum(TripRule.Rate rate) {
        return does(Habit.TRIPS_BEFORE_THE_WINDOW_IS_FULL) ? 1 : super.minimum(rate);
    }

    @Override
    boolean reaches(long marked, int calls, double rate) {
        boolean early = does(Habit.TRIPS_BEFORE_THE_WINDOW_IS_FULL);
        return super.reaches(marked, early ? wholeWindow() : calls, rate);
    }

    private int wholeWindow() {
        return ((TripRule.Rate) config.rules().get(0)).window().calls();
    }

    @Override
    void startAnew() {
        if (!does(Habit.KEEPS_CALLS_WHEN_CLOSED_AGAIN)) {
            super.startAnew();
        }
    }

    @Override
    int stillNeeded() {
        return does(Habit.ADMITS_MORE_PROBES_THAN_ARE_NEEDED) ? Integer.MAX_VALUE : super.stillNeeded();
    }

    @Override
    int hanging() {
        return does(Habit.FORGETS_EARLIER_PROBES) ? 0 : super.hanging();
    }

    @Override
    void startProbing() {
        super.startProbing();
        probed.clear();
        placesTaken = 0;
        placesFreed = 0;
    }

    @Override
    boolean hasPlace() {
        if (!does(Habit.JUDGES_PROBES_TOGETHER)) {
            return probes.size() - placesFreed < room();
        }
        boolean has = placesTaken < probes();
        placesTaken += has ? 1 : 0;
        return has;
    }

    @Override
    void endProbe(Call probe, Outcome outcome, long elapsed, Throwable failure) {
        boolean late = !super.isCurrent(probe);
        boolean decides = outcome == Outcome.SUCCESS || outcome == Outcome.FAILURE;
        if (!does(Habit.JUDGES_PROBES_TOGETHER)) {
            super.endProbe(probe, outcome, elapsed, failure);
            placesFreed += late && does(Habit.LATE_OUTCOMES_FREE_PLACES) ? 1 : 0;
        } else if (!endOverdueProbes()) {
            giveBack(probe);
            if (decides) {
                judgeTogether(new Recorded(now(), outcome == Outcome.FAILURE ? failure : null, elapsed));
            } else {
                placesTaken -= late && !does(Habit.LATE_OUTCOMES_FREE_PLACES) ? 0 : 1;
            }
        }
    }

    private void judgeTogether(Recorded call) {
        probed.add(call);
        int enough = Math.min(probes(), minimum((TripRule.Rate) config.rules().get(0)));
        if (probed.size() < enough) {
            return;
        }
        for (TripRule candidate : config.rules()) {
            var rate = (TripRule.Rate) candidate;
            long marked = probed.stream()
                    .filter(ended -> rate.slowerThan() == null ? ended.failed() : isSlow(ended.elapsed(), rate))
                    .count();
            if (reaches(marked, probed.size(), rate.rate())) {
                open("too many probes failed", null, null);
                return;
            }
        }
        close("few enough probes failed");
    }
}
