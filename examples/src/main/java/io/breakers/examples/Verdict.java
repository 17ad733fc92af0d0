package io.breakers.examples;

import io.breakers.api.BreakerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a breaker did its job, from the fate of each order, the states of the breaker, and the charges of the
 * gateway.
 *
 * @param steps the result of each order, in order
 * @param states the states that the breaker entered, in order
 * @param charged the ids of the orders that the gateway charged by the end
 * @param waiting the orders that are still queued at the end
 */
record Verdict(List<Step> steps, List<BreakerState> states, Set<String> charged, List<Order> waiting) {
    /** What became of one order; {@code rejectedIn} is the state in which the breaker rejected it, if it did. */
    record Step(Order order, Payment payment, @Nullable BreakerState rejectedIn, boolean reachedGateway) {}

    /** A sentence for each thing that went wrong; none if all went well. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        if (!states.contains(BreakerState.OPEN)) {
            faults.add("the breaker never opened");
        } else if (states.get(states.size() - 1) != BreakerState.CLOSED) {
            faults.add("the breaker never closed again: it went " + states);
        }
        for (Step step : steps) {
            String order = step.order().id();
            if (step.rejectedIn() != null && step.reachedGateway()) {
                faults.add(order + " reached the gateway, although the breaker rejected it in " + step.rejectedIn());
            }
            if (step.payment().status() == Payment.Status.FAILED) {
                faults.add(order + " is lost: " + step.payment().note());
            } else if (!charged.contains(order)) {
                faults.add(order + " was accepted, but never charged");
            }
        }
        for (Order order : waiting) {
            faults.add(order.id() + " still waits for its payment");
        }
        return faults;
    }

    /** Says how it went, in a sentence. */
    String summary() {
        List<String> faults = faults();
        return faults.isEmpty()
                ? "The breaker tripped and recovered, and none of " + steps.size() + " orders was lost."
                : "The outage went wrong: " + String.join("; ", faults) + ".";
    }

    /** Ends the program in failure if anything went wrong. */
    void orThrow() {
        if (!faults().isEmpty()) {
            // Not System.exit: the example runs inside Maven's JVM.
            throw new IllegalStateException(summary());
        }
    }
}
