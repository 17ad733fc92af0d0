package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The rules of {@code docs/semantics.md}, done as plainly as can be: one thread, lists that are recounted each time, a
 * clock that starts at 0 and never wraps around. Written from the rules and not from the engine; where the two differ,
 * one of them is wrong.
 *
 * <p>One method is one rule, so that a test can distort a rule and see that it is missed.
 */
class ReferenceBreaker extends RecountedRules {
    /** How a call ended (S24, S25). */
    enum Outcome {
        SUCCESS,
        FAILURE,
        IGNORED,
        CANCELLED
    }

    /** The permit of a call. */
    static final class Call {
        final int era;
        final long since;
        final BreakerConfig config;
        final int revision;
        final boolean spared;
        boolean over;

        /** Counted as failed when its lease was over. */
        boolean outlived;

        Call(int era, long since, BreakerConfig config, int revision, boolean spared) {
            this.era = era;
            this.since = since;
            this.config = config;
            this.revision = revision;
            this.spared = spared;
        }
    }

    private final boolean timed;

    /** The configuration with which this HALF_OPEN began. */
    private BreakerConfig running;

    /** The call that is about to be recorded. */
    private Call ending;

    /** Changes whenever a state begins, so that a permit knows whether its state still lasts (S20). */
    private int era;

    private BreakerState state = BreakerState.CLOSED;
    private long openedAt;
    private long wait;
    private boolean waitIsSet;
    private String overBecause;
    private int moves;
    int trips;
    private long closedAt;
    private TripRule rule;
    private String lastFailure;
    final List<Call> probes = new ArrayList<>();

    /** Those of earlier HALF_OPENs since the breaker was last closed (S16). */
    private final List<Call> earlierProbes = new ArrayList<>();

    private int slots;
    private int successesOfStep;
    private int takenByEarlier;
    int successfulProbes;
    int failedProbes;

    /** The rejections that were due in this state. */
    private long due;

    private long carriedOut;

    private final List<Transcript> transitions = new ArrayList<>();
    private final Map<Outcome, Long> ended = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Long> time = new EnumMap<>(Outcome.class);
    private final Map<BreakerState, Long> rejected = new EnumMap<>(BreakerState.class);
    private long permitted;
    private long spared;
    private long slow;

    ReferenceBreaker(BreakerConfig config, boolean timed, LongSupplier clock) {
        super(config, clock);
        this.timed = timed;
        this.running = config;
    }

    /** S1, S2, S3, S16: a permit, or {@code null} if the call is rejected. */
    final Call acquire() {
        endOverdueProbes();
        if (isWaitOver()) {
            move(BreakerState.HALF_OPEN, overBecause, null);
            running = config;
            startProbing();
        }
        boolean passes = switch (state) {
            case CLOSED, DISABLED -> true;
            case OPEN, FORCED_OPEN -> false;
            case HALF_OPEN -> hasPlace();
        };
        boolean spares = !passes && !isCarriedOut();
        if (!passes && !spares) {
            rejected.merge(state, 1L, Long::sum);
            return null;
        }
        permitted++;
        var call = new Call(era, now(), inForce(), revision, spares);
        if (spares) {
            spared++;
            return call;
        }
        if (state == BreakerState.HALF_OPEN) {
            probes.add(call);
            earlierProbes.add(call);
        }
        return call;
    }

    /** S49: as many as the whole part of the share says, of those due in this state. */
    private boolean isCarriedOut() {
        due++;
        boolean carries = state == BreakerState.FORCED_OPEN
                || enforced(due).subtract(BigDecimal.valueOf(carriedOut)).compareTo(BigDecimal.ONE) >= 0;
        carriedOut += carries ? 1 : 0;
        return carries;
    }

    BigDecimal enforced(long rejections) {
        return BigDecimal.valueOf(inForce().enforce()).multiply(BigDecimal.valueOf(rejections));
    }

    /** S46: by what a call is let in, or not. */
    private BreakerConfig inForce() {
        return state == BreakerState.HALF_OPEN ? running() : config;
    }

    /** S46: the configuration by which this HALF_OPEN runs. */
    BreakerConfig running() {
        return running;
    }

    void startProbing() {
        successfulProbes = 0;
        failedProbes = 0;
        slots = probes();
        successesOfStep = 0;
        takenByEarlier = hanging();
    }

    /** S51. */
    private void climb() {
        successesOfStep++;
        if (successesOfStep == slots) {
            successesOfStep = 0;
            slots = grown(slots);
        }
    }

    int grown(int from) {
        return BigDecimal.valueOf(running().growProbes())
                .multiply(BigDecimal.valueOf(from))
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Math.max(from, 10_000)))
                .intValue();
    }

    boolean hasPlace() {
        return probes.size() < room();
    }

    /** S16, S50: of the probes that may be needed, those that have succeeded or failed count no more. */
    final int room() {
        return Math.min(Math.max(1, slots - takenByEarlier), stillNeeded());
    }

    int stillNeeded() {
        return running().successThresholdOf() - successfulProbes - failedProbes;
    }

    /** S50. */
    int failuresAllowed() {
        return running().successThresholdOf() - running().successThreshold();
    }

    /** S16: how many probes are with the target, and in time, when one more HALF_OPEN begins. */
    int hanging() {
        earlierProbes.removeIf(probe -> probe.over || now() - probe.since >= nanos(probe.config.probeLease()));
        return earlierProbes.size();
    }

    /** S28: what is said to a call that has just been rejected. */
    final Transcript.Rejection rejection() {
        long oldest = probes.stream().mapToLong(probe -> probe.since).min().orElse(0);
        long retryAfter = switch (state) {
            case OPEN -> openedAt + openFor() - now();
            case HALF_OPEN -> oldest + nanos(running().probeLease()) - now();
            default -> Long.MAX_VALUE;
        };
        return new Transcript.Rejection(state, retryAfter, rule, lastFailure);
    }

    /** S19, S20: a call ends once, and what it decides it decides in the state that admitted it. */
    final void end(Call call, Outcome outcome, Throwable failure) {
        if (isOver(call)) {
            return;
        }
        call.over = true;
        long elapsed = isTimed(call.config) ? now() - call.since : 0;
        ended.merge(outcome, 1L, Long::sum);
        time.merge(outcome, elapsed, Long::sum);
        slow += isSlow(elapsed, call.config) ? 1 : 0;
        ending = call;
        if (isCurrent(call) && decides(call)) {
            switch (state) {
                case CLOSED -> record(outcome, elapsed, failure);
                case HALF_OPEN -> endProbe(call, outcome, elapsed, failure);
                default -> {}
            }
        }
    }

    /** S43, S45: by the configuration with which the call was let in. */
    private boolean isTimed(BreakerConfig by) {
        return timed
                || by.measuresTime()
                || by.rules().stream()
                        .anyMatch(rule -> rule instanceof TripRule.Rate rate && rate.slowerThan() != null);
    }

    /** S49. */
    boolean decides(Call call) {
        return !call.spared;
    }

    boolean isOver(Call call) {
        return call.over;
    }

    boolean isCurrent(Call call) {
        return call.era == era;
    }

    /** S7, S12a: ignored and cancelled calls are not recorded; the first rule that fires is the one reported. */
    void record(Outcome outcome, long elapsed, Throwable failure) {
        if (outcome != Outcome.SUCCESS && outcome != Outcome.FAILURE) {
            return;
        }
        boolean failed = outcome == Outcome.FAILURE;
        remember(ending.revision, failed ? failure : null, elapsed);
        if (failed && ending.config.rules().stream().anyMatch(TripRule.Rate.class::isInstance)) {
            failureInClosed = failure;
        }
        for (TripRule candidate : rules()) {
            if (isAsked(candidate, ending.revision) && fires(candidate)) {
                rule = candidate;
                trips = remembered();
                Throwable last = failed ? failure : countsFailures(candidate) ? failureInClosed : null;
                lastFailure = last == null ? null : last.toString();
                open(reason(candidate), candidate, failed ? failure : asked(candidate, false));
                return;
            }
        }
    }

    /** S28: a success that trips by slowness alone names no failure. */
    private static boolean countsFailures(TripRule rule) {
        return !(rule instanceof TripRule.Rate rate) || rate.countsFailures();
    }

    /** S52: how many of the trips before the breaker was closed still lengthen the wait. */
    int remembered() {
        long duration = nanos(config.openFor().forgetAfter());
        return duration == 0 ? 0 : (int) Math.max(0, trips - (now() - closedAt) / duration);
    }

    /** S3, S16a, S17, S18, S50: what a probe decides. */
    void endProbe(Call probe, Outcome outcome, long elapsed, Throwable failure) {
        if (endOverdueProbes() || probe.outlived) {
            return;
        }
        if (outcome == Outcome.FAILURE) {
            fail(probe, "failed", failure);
        } else if (outcome == Outcome.SUCCESS && isTooSlow(elapsed)) {
            fail(probe, "was slow", null);
        } else if (outcome == Outcome.SUCCESS) {
            probes.remove(probe);
            successfulProbes++;
            climb();
            if (successfulProbes == running().successThreshold()) {
                close(successfulProbes == 1 ? "1 probe succeeded" : successfulProbes + " probes succeeded");
            }
        } else {
            giveBack(probe);
        }
    }

    /** S50. */
    private void fail(Call probe, String how, Throwable failure) {
        probes.remove(probe);
        failedProbes++;
        if (failedProbes <= failuresAllowed()) {
            lastFailure = failure == null ? lastFailure : failure.toString();
        } else if (failedProbes == 1) {
            open("a probe " + how, null, failure);
        } else {
            String last = how.equals("failed") ? "" : ", the last one " + how;
            open(failedProbes + " probes failed" + last, null, failure);
        }
    }

    void giveBack(Call probe) {
        probes.remove(probe);
    }

    boolean isTooSlow(long elapsed) {
        return isSlow(elapsed, running());
    }

    int probes() {
        return running().probes();
    }

    /** S18: whoever looks ends the probes that have outlived their lease; returns whether that ends the state. */
    final boolean endOverdueProbes() {
        int before = era;
        for (Call probe : List.copyOf(probes)) {
            if (era == before && isOverdue(probe)) {
                probe.outlived = true;
                fail(probe, "outlived its lease", null);
            }
        }
        return era != before;
    }

    boolean isOverdue(Call probe) {
        return now() - probe.since >= nanos(running().probeLease());
    }

    final void open(String reason, TripRule fired, Throwable failure) {
        trips++;
        wait = waitAfter(trips, failure);
        waitIsSet = isSetBy(failure);
        overBecause = "the wait is over";
        lastFailure = failure == null ? lastFailure : failure.toString();
        openedAt = now();
        move(BreakerState.OPEN, reason, fired);
    }

    /** S15. */
    final boolean isWaitOver() {
        return state == BreakerState.OPEN && now() - openedAt >= openFor();
    }

    long openFor() {
        return wait;
    }

    final void close(String reason) {
        move(BreakerState.CLOSED, reason, null);
        closedAt = now();
        begin();
    }

    /** S13: a closed breaker starts with nothing. */
    private void begin() {
        forgetCalls();
        earlierProbes.clear();
        lastFailure = null;
        rule = null;
    }

    /** S42: a chain of numbered transitions. */
    private void move(BreakerState to, String reason, TripRule fired) {
        moves++;
        transitions.add(new Transcript(moves, state, to, reason, fired));
        state = to;
        era++;
        countAnew();
        probes.clear();
    }

    private void countAnew() {
        due = 0;
        carriedOut = 0;
    }

    /** S45 to S47. */
    final void reconfigure(BreakerConfig to, String reason) {
        if (to.equals(config)) {
            return;
        }
        BreakerConfig from = config;
        config = to;
        revision++;
        transitions.add(new Transcript(revision, null, null, reason, null));
        if (state == BreakerState.CLOSED) {
            changeRules();
        } else if (state == BreakerState.OPEN) {
            wait = waitIsSet || to.openFor().equals(from.openFor()) ? wait : newWait();
            if (to.enforce() != from.enforce()) {
                countForNewShare();
            }
        }
    }

    /** S49. */
    void countForNewShare() {
        countAnew();
    }

    long newWait() {
        return waitAfter(trips, null);
    }

    /** S53; the wait is nanoseconds, 0 for that of the configuration. */
    final boolean trip(String reason, long forLong) {
        if (isWaitOver()) {
            move(BreakerState.HALF_OPEN, overBecause, null);
        }
        if (state != BreakerState.CLOSED && state != BreakerState.HALF_OPEN) {
            return false;
        }
        trips = state == BreakerState.CLOSED ? remembered() : trips;
        rule = null;
        lastFailure = null;
        open(reason, null, null);
        if (forLong > 0) {
            wait = forLong;
            waitIsSet = true;
        }
        return true;
    }

    /** S53. */
    final boolean endWait(String reason) {
        if (state != BreakerState.OPEN || isWaitOver()) {
            return false;
        }
        wait = now() - openedAt;
        waitIsSet = true;
        overBecause = reason;
        return true;
    }

    final int moves() {
        return moves;
    }

    final void forceOpen() {
        operate(BreakerState.FORCED_OPEN, "forced open by an operator");
    }

    final void disable() {
        operate(BreakerState.DISABLED, "disabled by an operator");
    }

    /** S2. */
    private void operate(BreakerState to, String reason) {
        if (state != to) {
            move(to, reason, null);
            earlierProbes.clear();
            rule = null;
            lastFailure = null;
        }
    }

    final void reset() {
        if (state == BreakerState.CLOSED) {
            startAnew();
        } else {
            close("reset by an operator");
            forgetTrips();
        }
    }

    /** S52. */
    void forgetTrips() {
        trips = 0;
    }

    void startAnew() {
        era++;
        begin();
        forgetTrips();
    }

    /** S4, S18. */
    BreakerState state() {
        endOverdueProbes();
        return effectiveState();
    }

    final BreakerState effectiveState() {
        return isWaitOver() ? BreakerState.HALF_OPEN : state;
    }

    /** The state as the last transition left it. */
    final BreakerState rawState() {
        return state;
    }

    final List<Transcript> transitions() {
        return transitions;
    }

    /** S22, S43. */
    final Figures figures() {
        long endings = ended.values().stream().mapToLong(Long::longValue).sum();
        return new Figures(
                ended, time, rejected, permitted - endings, spared, slow, moves, shown(false), shown(true), rule);
    }

    private double shown(boolean slowness) {
        return state == BreakerState.CLOSED ? rate(slowness) : Double.NaN;
    }
}
