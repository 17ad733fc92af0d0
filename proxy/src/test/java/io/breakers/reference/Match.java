package io.breakers.reference;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.ReferenceBreaker.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a peer and our rules with its habits through one sequence, and compares who is let in, and the state. */
final class Match {
    private final Sequence sequence;
    private final BreakerConfig config;
    private final Peer peer;
    private final PeerOracle oracle;
    private long passed;
    private final List<Call> inFlight = new ArrayList<>();

    Match(Sequence sequence, PeersTest.Library library, Set<Habit> habits) {
        this.sequence = sequence;
        this.config = sequence.setup().config();
        this.peer = library.create(config, () -> passed);
        this.oracle = new PeerOracle(config, () -> passed, habits);
    }

    /**
     * The first difference, as a sentence; {@code null} if there is none. Of a peer's call nothing is left that could
     * end twice, so those steps are left out.
     */
    String difference() {
        int number = 0;
        for (Step step : sequence.steps()) {
            number++;
            boolean same = switch (step.kind()) {
                case ACQUIRE -> acquire();
                case END -> end(step);
                case END_AGAIN -> true;
                case TICK -> tick(step.number());
                case FORCE_OPEN, DISABLE, RESET -> operate(step.kind());
                case READ -> peer.state() == oracle.state();
                case RECONFIGURE, TRIP, TRIP_FOR, END_WAIT -> throw new AssertionError("unknown to a peer: " + step);
            };
            if (!same || peer.state() != oracle.rawState()) {
                return "step " + number + " (" + step + "): the peer is " + peer.state() + ", the oracle "
                        + oracle.rawState();
            }
        }
        return null;
    }

    private boolean acquire() {
        boolean permitted = peer.acquire();
        Call call = oracle.acquire();
        if (call != null) {
            inFlight.add(call);
        }
        return permitted == (call != null);
    }

    private boolean end(Step step) {
        if (!inFlight.isEmpty()) {
            Call call = inFlight.remove((int) (step.number() % inFlight.size()));
            ReferenceBreaker.Outcome outcome = step.ending().outcome(config);
            peer.end(outcome, passed - call.since);
            oracle.end(call, outcome, step.ending().failure());
        }
        return true;
    }

    private boolean tick(long nanos) {
        passed += nanos;
        return true;
    }

    private boolean operate(Step.Kind operation) {
        if (peer.operate(operation)) {
            switch (operation) {
                case FORCE_OPEN -> oracle.forceOpen();
                case DISABLE -> oracle.disable();
                default -> oracle.reset();
            }
        }
        return true;
    }
}
