package io.breakers.stress;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.util.function.IntSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * H22: a proxy reaches another thread through a field that orders nothing, and is called while it may still be in the
 * making.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "it was not there yet")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it was complete")
@Outcome(expect = Expect.FORBIDDEN, desc = "it was there, but not all of it")
@State
public class PublishedJdk {
    private IntSupplier stock;

    @Actor
    public void maker() {
        stock = Breakers.builder(IntSupplier.class, () -> 1)
                .engine(ProxyEngine.JDK)
                .build();
    }

    @Actor
    public void caller(I_Result result) {
        IntSupplier seen = stock;
        try {
            result.r1 = seen == null ? 0 : seen.getAsInt();
        } catch (NullPointerException incomplete) {
            result.r1 = -1;
        }
    }
}
