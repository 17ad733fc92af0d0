package io.breakers.examples;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.testing.ManualTicker;
import io.breakers.tools.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The time between two orders passes by hand here; the gateway, its silence included, is as real as in the main job.
 */
class OutageTest {
    /** Real time, of which a busy machine takes more for an answer than the main job allows. */
    static final Duration TIME_OUT = Duration.ofSeconds(3);

    private static Verdict verdict;
    private static String printed;

    @BeforeAll
    static void tellTheStoryOnce() throws Exception {
        var out = new Printed();
        var ticker = new ManualTicker();
        verdict = Outage.run(out.out(), Outage.PLAN, TIME_OUT, ticker, ticker::advance);
        printed = out.text();
    }

    @Test
    void tripsProbesTwiceInVainAndRecovers() {
        assertThat(verdict.states()).containsExactly(OPEN, HALF_OPEN, OPEN, HALF_OPEN, OPEN, HALF_OPEN, CLOSED);
    }

    @Test
    void losesNoOrder() {
        Map<Payment.Status, Integer> orders =
                verdict.steps().stream().collect(toMap(step -> step.payment().status(), step -> 1, Integer::sum));

        assertThat(orders).isEqualTo(Map.of(Payment.Status.PAID, 11, Payment.Status.QUEUED, 14));
        assertThat(verdict.faults()).isEmpty();
    }

    @Test
    void sparesTheGatewayWhileOpen() {
        assertThat(verdict.steps())
                .filteredOn(step -> step.rejectedIn() == OPEN)
                .hasSize(9)
                .noneMatch(Verdict.Step::reachedGateway);
    }

    @Test
    void tellsItAsATimeline() {
        // Whole, but for how long customers wait: the clock is moved by hand between the orders only.
        assertThat(printed.substring(0, printed.indexOf("\nMeters"))).isEqualTo("""
                    time  order      breaker    gateway                    answer by  customer waits
                  0.00 s  -- the gateway answers
                  0.00 s  order-1    CLOSED     ---> txn-1                 gateway       0 ms
                  0.25 s  order-2    CLOSED     ---> txn-2                 gateway       0 ms
                  0.50 s  order-3    CLOSED     ---> txn-3                 gateway       0 ms
                  0.75 s  order-4    CLOSED     ---> txn-4                 gateway       0 ms
                  1.00 s  order-5    CLOSED     ---> txn-5                 gateway       0 ms
                  1.25 s  -- the gateway answers 503 to everything
                  1.25 s  order-6    CLOSED     ---> HTTP 503              fallback      0 ms
                  1.50 s  order-7    CLOSED     ---> HTTP 503              fallback      0 ms
                  1.75 s  -- the gateway takes the money, but never answers
                  1.75 s  order-8    CLOSED     ---> request timed out     fallback      0 ms
                  1.75 s  ** CLOSED -> OPEN: 3 consecutive failures
                  2.00 s  order-9    OPEN       -|   not asked             fallback      0 ms
                  2.25 s  order-10   OPEN       -|   not asked             fallback      0 ms
                  2.50 s  order-11   OPEN       -|   not asked             fallback      0 ms
                  2.75 s  ** OPEN -> HALF_OPEN: the wait is over
                  2.75 s  order-12   HALF_OPEN  ---> request timed out     fallback      0 ms
                  2.75 s  ** HALF_OPEN -> OPEN: a probe failed
                  3.00 s  order-13   OPEN       -|   not asked             fallback      0 ms
                  3.25 s  order-14   OPEN       -|   not asked             fallback      0 ms
                  3.50 s  order-15   OPEN       -|   not asked             fallback      0 ms
                  3.75 s  ** OPEN -> HALF_OPEN: the wait is over
                  3.75 s  order-16   HALF_OPEN  ---> request timed out     fallback      0 ms
                  3.75 s  ** HALF_OPEN -> OPEN: a probe failed
                  4.00 s  -- the gateway answers
                  4.00 s  order-17   OPEN       -|   not asked             fallback      0 ms
                  4.25 s  order-18   OPEN       -|   not asked             fallback      0 ms
                  4.50 s  order-19   OPEN       -|   not asked             fallback      0 ms
                  4.75 s  ** OPEN -> HALF_OPEN: the wait is over
                  4.75 s  order-20   HALF_OPEN  ---> txn-9                 gateway       0 ms
                  5.00 s  order-21   HALF_OPEN  ---> txn-10                gateway       0 ms
                  5.00 s  ** HALF_OPEN -> CLOSED: 2 probes succeeded
                  5.25 s  order-22   CLOSED     ---> txn-11                gateway       0 ms
                  5.50 s  order-23   CLOSED     ---> txn-12                gateway       0 ms
                  5.75 s  order-24   CLOSED     ---> txn-13                gateway       0 ms
                  6.00 s  order-25   CLOSED     ---> txn-14                gateway       0 ms
                  6.25 s  -- 14 queued payments are settled, 0 still wait

                Statistics of PaymentService.charge
                  39 calls: 25 successful, 5 failed, 9 blocked; success rate 64.1 %
                  0 ms spent on successes, 0 ms on failures
                  14 answers by the fallback, 7 state changes
                """);
    }

    @Test
    void theReadmeShowsLinesOfThisStory() {
        List<String> shown = Page.of("README.md")
                .blocks("")
                .get(0)
                .lines()
                .map(OutageTest::withoutTime)
                .toList();

        assertThat(shown).hasSizeLessThanOrEqualTo(10);
        assertThat(printed.lines().map(OutageTest::withoutTime)).containsSubsequence(shown);
    }

    /** The line without what a clock says, which differs from run to run. */
    private static String withoutTime(String line) {
        return line.replaceAll("\\d+\\.\\d\\d s", "s").replaceAll(" +\\d+ ms.*", " ms");
    }

    @Test
    void readsTheMetersBack() {
        assertThat(printed)
                .contains(
                        "  breaker.calls         cancelled 0 (0 s), failure 5 (0 s), ignored 0 (0 s), success 25 (0 s)\n")
                .contains("  breaker.rejections    forced_open 0, half_open 0, open 9\n")
                .contains("  breaker.transitions   closed 1, disabled 0, forced_open 0, half_open 3, open 3\n")
                .contains("  breaker.state         closed 1, disabled 0, forced_open 0, half_open 0, open 0\n");
    }

    @Test
    void showsWhatPrometheusScrapes() {
        assertThat(printed.substring(printed.indexOf("What Prometheus scrapes")).lines())
                .contains(
                        "  breaker_calls_seconds_count{method=\"charge\",outcome=\"success\",service=\"PaymentService\"} 25",
                        "  breaker_rejections_total{method=\"charge\",reason=\"open\",service=\"PaymentService\"} 9.0",
                        "  breaker_state{method=\"charge\",service=\"PaymentService\",state=\"closed\"} 1.0");
    }

    @Test
    void endsWithTheVerdict() {
        assertThat(printed).endsWith("\nThe breaker tripped and recovered, and none of 25 orders was lost.\n");
    }

    @Test
    void leavesNoThreadThatKeepsTheMachineAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.isAlive() && !thread.isDaemon())
                .noneMatch(thread -> thread.getName().startsWith("HTTP"));
    }
}
