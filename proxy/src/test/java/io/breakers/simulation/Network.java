package io.breakers.simulation;

import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Time, and a backend at its far end: what happens when is decided by a seed, on one thread. */
final class Network implements Backend {
    /** How the backend is doing. */
    enum Weather {
        HEALTHY,
        DOWN,
        BROWN_OUT,
        HANGING,
        FLAPPING
    }

    /** A call that has reached the backend. */
    final class Request {
        final CompletableFuture<String> answer = new CompletableFuture<>();
        boolean ended;

        void end() {
            ended = true;
            pending--;
        }
    }

    private record Event(long time, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    final ManualTicker ticker;
    final List<Request> requests = new ArrayList<>();
    Weather weather = Weather.HEALTHY;

    /** How many requests have neither been answered nor cancelled. */
    int pending;

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();

    /** Nanoseconds since the beginning; the ticker started anywhere. */
    private long now;

    private long numbers;

    Network(Random random) {
        this.random = random;
        this.ticker = ManualTicker.startingAt(random.nextLong());
    }

    void after(Duration delay, Runnable action) {
        events.add(new Event(now + delay.toNanos(), numbers++, action));
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }

    /** Lets the next thing happen; {@code false} if nothing will any more. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        ticker.advanceNanos(next.time - now);
        now = next.time;
        next.action.run();
        return true;
    }

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    boolean isBefore(Duration time) {
        return now < time.toNanos();
    }

    @Override
    public CompletableFuture<String> ask(String question) {
        var request = new Request();
        requests.add(request);
        pending++;
        switch (weather) {
            case HEALTHY -> answer(request, Duration.ofMillis(20), 0);
            case DOWN -> answer(request, Duration.ofMillis(5), 1);
            case BROWN_OUT -> answer(request, Duration.ofSeconds(8), 0.3);
            case FLAPPING -> answer(request, Duration.ofMillis(50), random.nextDouble());
            case HANGING -> {
                // Nobody will ever answer.
            }
        }
        return request.answer;
    }

    private void answer(Request request, Duration latency, double failures) {
        boolean fails = random.nextDouble() < failures;
        after(upTo(latency), () -> {
            if (!request.ended) {
                request.end();
            }
            if (fails) {
                request.answer.completeExceptionally(new IOException("down"));
            } else {
                request.answer.complete("answer");
            }
            if (random.nextInt(10) == 0) {
                // A client library that answers twice: the second answer must count for nothing.
                request.answer.obtrudeValue("again");
            }
        });
    }
}
