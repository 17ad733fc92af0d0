package io.breakers.engine;

/**
 * A guard of the engine that can be taken away, and the scenario that has to notice.
 *
 * <p>{@link Rewriting} leads the guard through {@link Weakened}, which leaves it as it is unless this mutant is the one that there is. The table for people is in {@code docs/testing.md}.
 */
enum Mutant {
    STATE_CHECKED_THEN_SET(Scenario.TRIPS, "StateMachine", "transition", "VarHandle.compareAndSet"),
    STATE_COMPARED_BY_KIND(Scenario.TRIPS, "StateMachine", "transition", "VarHandle.compareAndSet"),
    RESET_OVERWRITES(Scenario.TRIPS, "StateMachine", "restart", "VarHandle.compareAndSet"),
    DISABLE_GIVES_UP(Scenario.TRIPS, "StateMachine", "disable", "StateMachine.transition"),
    WORDS_COUNTED_LATE(Scenario.TRIPS, "Publisher", "publish", "AtomicInteger.getAndIncrement"),
    WORDS_FORGOTTEN(Scenario.TRIPS, "Publisher", "publish", "AtomicInteger.compareAndSet"),
    FAILURES_LOST(Scenario.ROW, "ConsecutiveFailuresTripwire", "failed", "VarHandle.getAndAdd"),
    SEEN_IN_ANY_STATE(Scenario.QUIET, "Counts", "enterQuietly", "ThreadPermit.admitsQuietlyTo"),
    ROW_OUTLIVES_A_SUCCESS(Scenario.QUIET, "ThreadPermit", "succeedsQuietly", "Closed.succeededQuietly"),
    LOSER_IS_FIRST_PROBE(Scenario.PROBE, "Open", "admit", "StateMachine.transition"),
    PLACE_CHECKED_THEN_TAKEN(Scenario.PLACES, "HalfOpen", "admit", "AtomicReferenceArray.compareAndSet"),
    PLACE_KEPT(Scenario.PLACES, "HalfOpen", "giveBack", "AtomicReferenceArray.set"),
    SUCCESSES_LOST(Scenario.ANSWERS, "HalfOpen", "succeeded", "AtomicInteger.incrementAndGet"),
    LEASE_NEVER_ENDS(Scenario.LEASES, "HalfOpen", "admit", "HalfOpen.isOverdue"),
    LATE_SUCCESS_DECIDES(Scenario.LEASES, "Probe", "succeeded", "HalfOpen.isOverdue"),
    ENDED_TWICE(Scenario.ENDS, "TargetAttempt", "ends", "TargetAttempt.getAndSet"),
    MINIMUM_UNSEEN(Scenario.MINIMUM, "CallWindow", "isReachedByMark", "CallWindow.judgeMinimum"),
    BUCKET_REPLACED(Scenario.TIME_WINDOW, "TimeWindow", "bucket", "AtomicReferenceArray.compareAndSet"),
    RING_REPLACED(Scenario.MARKS, "Marks", "ring", "VarHandle.compareAndSet"),
    MARK_OVERWRITTEN(Scenario.MARKS, "Marks", "append", "AtomicReferenceArray.compareAndSet"),
    COUNTS_SHARED(Scenario.COUNTERS, "Counts", "own", "ThreadPermit.refersTo"),
    COUNTS_CLAIMED_BY_TWO(Scenario.COUNTERS, "Counts", "claim", "VarHandle.compareAndSet"),
    TROUBLES_REPLACED(Scenario.COUNTERS, "Statistics", "troubles", "VarHandle.compareAndExchange");

    final Scenario scenario;
    final Rewriting.Site site;

    Mutant(Scenario scenario, String type, String method, String guard) {
        this.scenario = scenario;
        this.site = new Rewriting.Site(type, method, guard);
    }
}
