package io.breakers.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Validates arguments, with messages that give parameter, rule and value, and formats durations for people. */
final class Checks {
    private Checks() {}

    static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    static Duration positive(String name, Duration value) {
        return atLeast(name, value, Duration.ofNanos(1));
    }

    static Duration atLeast(String name, Duration value, Duration minimum) {
        if (Objects.requireNonNull(value, name).compareTo(minimum) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + text(minimum) + ", was " + text(value));
        }
        return value;
    }

    /** Returns what was given, of which nothing may be null. */
    static <T> List<T> all(String name, T[] values) {
        for (T value : Objects.requireNonNull(values, name)) {
            Objects.requireNonNull(value, name);
        }
        return List.of(values);
    }

    /** As one line, for a log: without what separates lines or steers a terminal. */
    static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
    }

    static double rate(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], 0.5 for one half, was " + value);
        }
        return value;
    }

    static double share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], 0.5 for one half, was " + value);
        }
        return value;
    }

    static double factor(String name, double value) {
        if (!(value >= 1 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 1, was " + value);
        }
        return value;
    }

    /** Formats a duration in its largest fitting unit: {@code 1.5 s}, {@code 20 ns}, {@code 2 min}. */
    static String text(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        if (seconds.signum() == 0) {
            return "0 s";
        }
        BigDecimal size = seconds.abs();
        if (size.compareTo(BigDecimal.ONE) >= 0) {
            boolean minutes = duration.getNano() == 0 && duration.getSeconds() % 60 == 0;
            return minutes ? duration.toMinutes() + " min" : plain(seconds) + " s";
        }
        if (size.compareTo(BigDecimal.valueOf(1, 3)) >= 0) {
            return plain(seconds.movePointRight(3)) + " ms";
        }
        return plain(seconds.movePointRight(9)) + " ns";
    }

    /** Formats a share as a percentage: {@code 50 %}, {@code 33.3 %}. */
    static String percent(double share) {
        return plain(BigDecimal.valueOf(share).movePointRight(2)) + " %";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
