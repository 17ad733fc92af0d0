package io.breakers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes, trips, forces and lifts a breaker as he likes, and knows what the rules make of that: which state a call
 * finds, when a wait is over, how many probes there may be, and how many rejections are carried out.
 */
final class SimulatedOperator {
    private final Random random;
    private final Network network;
    private final List<String> wrong = new ArrayList<>();
    private Breaker breaker;

    // What was heard, and when by our own clock.
    private BreakerState heard = BreakerState.CLOSED;
    private long transitions;
    private long revisions;

    private Setting present = Setting.FIRST;
    private Setting next = present;

    /** Of the HALF_OPEN that was heard of last. */
    private Setting begun = present;

    // Of the OPEN that was heard of last.
    private long opened;
    private long over;
    private boolean waitIsSet;

    private Duration said;

    // S49: of the present state and share.
    private int due;
    private int carriedOut;
    private long spared;

    SimulatedOperator(Random random, Network network) {
        this.random = random;
        this.network = network;
    }

    void operate(Breaker operated) {
        this.breaker = operated;
        BreakerState found = found();
        switch (random.nextInt(12)) {
            case 0 -> assertThat(breaker.forceOpen("maintenance")).isEqualTo(found != BreakerState.FORCED_OPEN);
            case 1 -> assertThat(breaker.disable("an alarm")).isEqualTo(found != BreakerState.DISABLED);
            case 2 -> assertThat(breaker.reset("over")).isTrue();
            case 3 -> trip();
            case 4 -> tripFor(network.upTo(Setting.LONGEST_WAIT).plusNanos(1), found);
            case 5 -> endWait(found);
            // As soon as a wait is over, before any call.
            case 6 -> network.after(Duration.ofNanos(Math.max(0, over - network.now())), this::trip);
            default -> change();
        }
    }

    private static boolean isTrippable(BreakerState found) {
        return found == BreakerState.CLOSED || found == BreakerState.HALF_OPEN;
    }

    private void trip() {
        BreakerState found = found();
        assertThat(breaker.trip("down")).isEqualTo(isTrippable(found));
    }

    private void tripFor(Duration wait, BreakerState found) {
        said = wait;
        assertThat(breaker.trip("down", wait)).isEqualTo(isTrippable(found));
        said = null;
    }

    private void endWait(BreakerState found) {
        assertThat(breaker.endWait("it is back")).isEqualTo(found == BreakerState.OPEN);
        if (found == BreakerState.OPEN) {
            over = network.now();
            waitIsSet = true;
        }
    }

    /** S45, S46: the state stays, whatever it is; the wait of OPEN may be another. */
    private void change() {
        BreakerState before = heard;
        next = present.changed(random);
        if (before == BreakerState.OPEN) {
            over = waitIsSet ? over : opened + next.openFor().toNanos();
            if (!next.enforced().equals(present.enforced())) {
                countAnew();
            }
        }
        long expected = revisions + (next.equals(present) ? 0 : 1);
        breaker.reconfigure(next.of(breaker.config()), "because");
        assertThat(heard).as("what was heard of a change").isEqualTo(before);
        assertThat(breaker.revision()).isEqualTo(revisions).isEqualTo(expected);
    }

    void hear(Reconfiguration change) {
        revisions++;
        if (change.revision() != revisions || !change.from().equals(present.of(change.from()))) {
            wrong.add("revision " + change.revision() + " after " + (revisions - 1));
        }
        present = next;
    }

    /** S3, S15, S42: one chain; and however it was asked, it was open for as long as it should. */
    void hear(Transition transition) {
        transitions++;
        boolean moves = transition.to() != transition.from();
        if (transition.from() != heard || transition.number() != transitions || !moves) {
            wrong.add(transition + " after " + (transitions - 1) + " that led to " + heard);
        }
        heard = transition.to();
        countAnew();
        if (heard == BreakerState.OPEN) {
            opened = network.now();
            waitIsSet = said != null;
            over = opened + (waitIsSet ? said : present.openFor()).toNanos();
        } else if (heard == BreakerState.HALF_OPEN) {
            begun = present;
            if (network.now() < over) {
                wrong.add("was open for " + (network.now() - opened) + " ns only");
            }
        }
    }

    private void countAnew() {
        due = 0;
        carriedOut = 0;
    }

    /** S4: what a call finds now, if no probe has outlived its lease. */
    BreakerState found() {
        return heard == BreakerState.OPEN && network.now() >= over ? BreakerState.HALF_OPEN : heard;
    }

    BreakerState heard() {
        return heard;
    }

    /** With what the HALF_OPEN began that was heard of last. */
    Setting begun() {
        return begun;
    }

    /** Of a call that was rejected or spared; which, is decided by the share of its state (S46, S49). */
    void rejectionWasDue(boolean rejected) {
        due++;
        if (rejected) {
            carriedOut++;
        } else {
            spared++;
        }
        Setting decides = heard == BreakerState.HALF_OPEN ? begun : present;
        assertThat(carriedOut).as("rejections of %d that are due", due).isEqualTo(decides.carriedOutOf(due));
    }

    long transitions() {
        return transitions;
    }

    long revisions() {
        return revisions;
    }

    long spared() {
        return spared;
    }

    /** What a listener says would reach nobody if it were thrown. */
    List<String> wrong() {
        return wrong;
    }
}
