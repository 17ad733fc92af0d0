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
 * The rules of {@code docs/semantics.md}, done as plainly as can be: one thread, lists that are recounted each time, a clock that starts at 0 and never wraps around. Written from
 * the rules and not from the engine; where the two differ, one of them is wrong.
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
        final boolean spared;
        boolean over;

        /** Counted as failed when its lease was over. */
        boolean outlived;

        Call(int era, long since, boolean spared) {
            this.era = era;
            this.since = since;
            this.spared = spared;
        }
    }

    private final boolean timed;

    /** Changes whenever a state begins, so that a permit knows whether its state still lasts (S20). */
    private int era;

    private BreakerState state = BreakerState.CLOSED;
    private long openedAt;
    private long wait;
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
    }

    /** S1, S2, S3, S16: a permit, or {@code null} if the call is rejected. */
    final Call acquire() {
        endOverdueProbes();
        if (isWaitOver()) {
            move(BreakerState.HALF_OPEN, "the wait is over", null);
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
        var call = new Call(era, now(), spares);
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
        return BigDecimal.valueOf(config.enforce()).multiply(BigDecimal.valueOf(rejections));
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
        return BigDecimal.valueOf(config.growProbes())
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
        return config.successThresholdOf() - successfulProbes - failedProbes;
    }

    /** S50. */
    int failuresAllowed() {
        return config.successThresholdOf() - config.successThreshold();
    }

    /** S16: how many probes are with the target, and in time, when one more HALF_OPEN begins. */
    int hanging() {
        earlierProbes.removeIf(probe -> probe.over || now() - probe.since >= nanos(config.probeLease()));
        return earlierProbes.size();
    }

    /** S28: what is said to a call that has just been rejected. */
    final Transcript.Rejection rejection() {
        long oldest = probes.stream().mapToLong(probe -> probe.since).min().orElse(0);
        long retryAfter = switch (state) {
            case OPEN -> openedAt + openFor() - now();
            case HALF_OPEN -> oldest + nanos(config.probeLease()) - now();
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
        long elapsed = timed ? now() - call.since : 0;
        ended.merge(outcome, 1L, Long::sum);
        time.merge(outcome, elapsed, Long::sum);
        slow += isSlow(elapsed) ? 1 : 0;
        if (isCurrent(call) && decides(call)) {
            switch (state) {
                case CLOSED -> record(outcome, elapsed, failure);
                case HALF_OPEN -> endProbe(call, outcome, elapsed, failure);
                default -> {}
            }
        }
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
        remember(outcome == Outcome.FAILURE ? failure : null, elapsed);
        failureInClosed = outcome == Outcome.FAILURE ? failure : failureInClosed;
        for (TripRule candidate : rules()) {
            if (fires(candidate)) {
                rule = candidate;
                trips = remembered();
                lastFailure = failureInClosed == null ? null : failureInClosed.toString();
                open(reason(candidate), candidate, asked(candidate, outcome == Outcome.FAILURE));
                return;
            }
        }
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
            if (successfulProbes == config.successThreshold()) {
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
        return isSlow(elapsed);
    }

    int probes() {
        return config.probes();
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
        return now() - probe.since >= nanos(config.probeLease());
    }

    final void open(String reason, TripRule fired, Throwable failure) {
        trips++;
        wait = waitAfter(trips, failure);
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
        transitions.add(new Transcript(transitions.size() + 1L, state, to, reason, fired));
        state = to;
        era++;
        due = 0;
        carriedOut = 0;
        probes.clear();
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
                ended,
                time,
                rejected,
                permitted - endings,
                spared,
                slow,
                transitions.size(),
                shown(false),
                shown(true),
                rule);
    }

    private double shown(boolean slowness) {
        return state == BreakerState.CLOSED ? rate(slowness) : Double.NaN;
    }
}
