package io.breakers.micrometer;

import java.util.concurrent.Callable;

/** The service of these tests. A call brings what the target shall do, so that each test reads as a script. */
interface Payments {
    String charge(Callable<String> work) throws Exception;

    String refund(Callable<String> work) throws Exception;

    /** Does what it is told to. */
    final class Real implements Payments {
        @Override
        public String charge(Callable<String> work) throws Exception {
            return work.call();
        }

        @Override
        public String refund(Callable<String> work) throws Exception {
            return work.call();
        }
    }
}
