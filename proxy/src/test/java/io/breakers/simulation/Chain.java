package io.breakers.simulation;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hears of transitions, and of no calls: there are millions. Keeps the last one only, so that the heap shows what the
 * breaker keeps.
 */
final class Chain implements BreakerListener {
    private final AtomicReference<Transition> last = new AtomicReference<>();
    private final AtomicLong revision = new AtomicLong();
    private final List<String> gaps = new CopyOnWriteArrayList<>();

    @Override
    public void onTransition(Transition transition) {
        Transition before = last.getAndSet(transition);
        BreakerState state = before == null ? BreakerState.CLOSED : before.to();
        long number = before == null ? 0 : before.number();
        if (transition.from() != state || transition.number() != number + 1) {
            gaps.add(transition + " after " + before);
        }
    }

    @Override
    public void onReconfigured(Reconfiguration change) {
        long before = revision.getAndSet(change.revision());
        if (change.revision() != before + 1) {
            gaps.add("revision " + change.revision() + " after " + before);
        }
    }

    /** The last that it heard of. */
    long revision() {
        return revision.get();
    }

    /** How many it heard of. */
    long length() {
        Transition heard = last.get();
        return heard == null ? 0 : heard.number();
    }

    /** Where a transition did not begin where the one before it had led (S42). */
    List<String> gaps() {
        return gaps;
    }
}
