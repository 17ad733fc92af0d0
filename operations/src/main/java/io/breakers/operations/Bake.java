package io.breakers.operations;

import io.breakers.operations.internal.registry.Trial;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a document is on trial, and how many breakers may trip meanwhile (S59). What counts is breakers that the
 * document has changed, each once, and trips by their rules, not by people; the time is that of their tickers. An
 * immutable value.
 */
public final class Bake {
    private final Trial.Terms terms;

    private Bake(Trial.Terms terms) {
        this.terms = terms;
    }

    /**
     * Returns a trial of that duration, which fails as soon as one breaker trips.
     *
     * @throws IllegalArgumentException if {@code duration} is not positive
     */
    public static Bake of(Duration duration) {
        if (Objects.requireNonNull(duration, "duration").isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration of a bake must be positive, was " + duration);
        }
        return new Bake(new Trial.Terms(duration, 0));
    }

    /**
     * Lets so many breakers trip; one more, and the document before is put in force again. Defaults to 0.
     *
     * @throws IllegalArgumentException if {@code trips} is negative
     */
    public Bake atMostTrips(int trips) {
        if (trips < 0) {
            throw new IllegalArgumentException("atMostTrips must be at least 0, was " + trips);
        }
        return new Bake(new Trial.Terms(terms.duration(), trips));
    }

    Trial.Terms terms() {
        return terms;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bake that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** For example {@code PT10M with at most 0 trips}. */
    @Override
    public String toString() {
        return terms.duration() + " with at most " + terms.trips() + " trips";
    }
}
