package io.breakers.benchmarks;

import io.breakers.fleet.FleetChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An engine that answers at once, keeps nothing, and has one member. */
final class LonelyChannel implements FleetChannel, FleetChannel.Line, FleetChannel.Connection {
    private static <T> CompletionStage<T> answer(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public Line open() {
        return this;
    }

    @Override
    public String group() {
        return "benchmark";
    }

    @Override
    public CompletionStage<Connection> connect(Receiver receiver) {
        return answer(this);
    }

    @Override
    public CompletionStage<Pulse> beat(String member, String card, List<String> made, List<String> gone) {
        return answer(new Pulse(1, 1, false));
    }

    @Override
    public CompletionStage<@Nullable Change> write(
            String key, String text, Duration kept, long above, @Nullable Entry over) {
        return CompletableFuture.failedFuture(new IllegalStateException("it keeps nothing"));
    }

    @Override
    public CompletionStage<Contents> read() {
        return answer(new Contents(1, 1, List.of()));
    }

    @Override
    public CompletionStage<Boolean> tell(List<Entry> entries) {
        return answer(true);
    }

    @Override
    public CompletionStage<List<Sign>> members() {
        return answer(List.of());
    }

    @Override
    public CompletionStage<Tally> report(String member, String breaker, long since, Duration within) {
        return answer(new Tally(1, 1));
    }

    @Override
    public CompletionStage<Boolean> take(
            String member, String breaker, long since, Duration within, long atLeast, String key, String text) {
        return answer(false);
    }

    @Override
    public CompletionStage<Boolean> leave(String member) {
        return answer(true);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "memory";
    }
}
