package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each recipe of the guide to clients keeps: an outage of a real server, walked through the real client. Only the
 * breaker's time is virtual. Fallbacks, which some recipes have, are left out of the events here.
 */
abstract class OutageContract {
    static final Duration WAIT = Duration.ofSeconds(10);

    /** So long that nothing fails because this machine is busy. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final ManualTicker ticker = new ManualTicker();
    final RecordingListener heard = new RecordingListener();

    /** Makes the client, with this time-out, and protects it by the recipe. */
    abstract void connect(Duration patience) throws Exception;

    /** Makes a call that would succeed, if there were no outage, and leaves this mark on the server. */
    abstract void call(String mark) throws Throwable;

    /** Makes a call that the server answers with an error which is the caller's fault. */
    abstract void callInVain() throws Throwable;

    abstract boolean hasArrived(String mark) throws Exception;

    /** Lets the server fail, or go away. */
    abstract void breakDown() throws Exception;

    /** Lets the server accept calls, and not answer. */
    abstract void hang() throws Exception;

    /** Ends what {@link #breakDown} or {@link #hang} began. */
    abstract void recover() throws Exception;

    /** A recipe's configuration with numbers that make an outage short. */
    final BreakerConfig watched(BreakerConfig recipe) {
        return recipe.toBuilder()
                .failureThreshold(2)
                .openFor(WAIT)
                .successThreshold(1)
                .ticker(ticker)
                .listener(heard)
                .build();
    }

    private List<String> outcomes() {
        return heard.events().stream()
                .filter(event -> !event.startsWith("fallback"))
                .toList();
    }

    private Throwable attempt(String mark) {
        return catchThrowable(() -> call(mark));
    }

    @Test
    void anOutageOpensTheBreakerAndNoCallReachesTheServerUntilTheWaitIsOver() throws Throwable {
        connect(PATIENT);
        call("healthy");
        assertThat(hasArrived("healthy")).isTrue();
        breakDown();
        Throwable one = attempt("lost-1");
        Throwable two = attempt("lost-2");
        recover();
        attempt("rejected");
        assertThat(hasArrived("rejected")).isFalse();
        ticker.advance(WAIT);
        call("recovered");

        assertThat(hasArrived("recovered")).isTrue();
        assertThat(outcomes())
                .as("outcomes, with %s and %s", one, two)
                .containsExactly(
                        "success",
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "HALF_OPEN->CLOSED");
    }

    @Test
    void aServerThatHangsOpensTheBreaker() throws Throwable {
        connect(IMPATIENT);
        hang();
        Throwable one = attempt("lost-1");
        Throwable two = attempt("lost-2");
        recover();
        attempt("rejected");

        assertThat(hasArrived("rejected")).isFalse();
        assertThat(outcomes())
                .as("outcomes, with %s and %s", one, two)
                .containsExactly("failure", "failure", "CLOSED->OPEN", "rejected OPEN");
    }

    @Test
    void whatIsTheCallersFaultIsNoFailure() throws Throwable {
        connect(PATIENT);
        List<Throwable> thrown =
                Stream.generate(() -> catchThrowable(this::callInVain)).limit(3).toList();

        assertThat(outcomes()).as("outcomes, with %s", thrown).containsExactly("success", "success", "success");
    }
}
