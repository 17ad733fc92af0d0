package io.breakers.stress;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.proxy.Breakers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** S2, S42: an operator forces it open while another disables it. The listener has no lock, and needs none. */
@JCStressTest
@Outcome(
        id = {"CLOSED FORCED_OPEN DISABLED", "CLOSED DISABLED FORCED_OPEN"},
        expect = Expect.ACCEPTABLE,
        desc = "a chain")
@Outcome(expect = Expect.FORBIDDEN, desc = "a link is missing, is there twice, or is in the wrong place")
@State
public class OperatorsInTurn {
    private String heard = "CLOSED";
    private final Breaker breaker = Breakers.breaker(
            "stock",
            Circumstances.config()
                    .listener(made -> new BreakerListener() {
                        @Override
                        public void onTransition(Transition transition) {
                            heard += " " + transition.to();
                        }
                    })
                    .build());

    @Actor
    public void one() {
        breaker.forceOpen();
    }

    @Actor
    public void other() {
        breaker.disable();
    }

    @Arbiter
    public void afterwards(L_Result result) {
        result.r1 = heard;
    }
}
