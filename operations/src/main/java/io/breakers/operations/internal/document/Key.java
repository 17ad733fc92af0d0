package io.breakers.operations.internal.document;

import io.breakers.api.FallbackOn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a level of a document may say, with the rule for its value. */
public enum Key {
    FAILURE_THRESHOLD(Key::positive),
    FAILURE_RATE(Key::rate),
    SLOW_CALL_RATE(Key::rate),
    BAD_CALL_RATE(Key::rate),
    SLOWER_THAN(Key::positiveDuration),
    WINDOW_CALLS(text -> Values.whole(text, 1, 10_000_000)),
    WINDOW_DURATION(text -> Values.duration(text, Duration.ofNanos(20))),
    MINIMUM_CALLS(Key::positive),
    FAILURES(text -> Values.whole(text, 1, 10_000_000)),
    FAILURES_WITHIN(Key::positiveDuration),
    OPEN_FOR(Key::positiveDuration),
    OPEN_FOR_MULTIPLIER(Key::factor),
    OPEN_FOR_MAX(Key::positiveDuration),
    OPEN_FOR_JITTER(text -> Values.share(text, "[0, 1)", 0, Math.nextDown(1.0))),
    FORGET_AFTER(text -> Values.duration(text, Duration.ZERO)),
    SUCCESS_THRESHOLD(Key::positive),
    SUCCESS_THRESHOLD_OF(Key::positive),
    PROBES(text -> Values.whole(text, 1, 10_000)),
    GROW_PROBES(Key::factor),
    PROBE_LEASE(Key::positiveDuration),
    IGNORE(Values::types),
    FAIL_ON(Values::types),
    FAIL_ON_CANCELLATION(Values::flag),
    FALLBACK_ON(Key::fallbackOn),
    MAX_CONCURRENT_FALLBACKS(Key::positive),
    MEASURE_TIME(Values::flag),
    ENFORCE(text -> Values.share(text, "[0, 1]", 0, 1));

    /** The keys that make rules; a level that has one replaces all rules before it (S58). */
    static final List<Key> OF_RULES = List.of(
            FAILURE_THRESHOLD,
            FAILURE_RATE,
            SLOW_CALL_RATE,
            BAD_CALL_RATE,
            SLOWER_THAN,
            WINDOW_CALLS,
            WINDOW_DURATION,
            MINIMUM_CALLS,
            FAILURES,
            FAILURES_WITHIN);

    private static final Map<String, Key> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(key -> Spelling.word(key.text()), key -> key));

    private interface Reader {
        Object read(String text) throws BadValueException;
    }

    @SuppressWarnings("ImmutableEnumChecker") // references to methods, which have no state
    private final Reader reader;

    Key(Reader reader) {
        this.reader = reader;
    }

    /** Returns the key that is meant by {@code written}, in whatever spelling; {@code null} if there is none. */
    static @Nullable Key find(String written) {
        return BY_WORD.get(Spelling.word(written));
    }

    /** All keys, as they are written. */
    static List<String> texts() {
        var texts = new ArrayList<String>();
        for (Key key : values()) {
            texts.add(key.text());
        }
        return texts;
    }

    /** As it is written: {@code open-for}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a value of the type that {@link Setting} gives it back in. */
    Object read(String text) throws BadValueException {
        if (text.isEmpty()) {
            throw new BadValueException("has no value; give one, or leave the key out");
        }
        return reader.read(text);
    }

    private static Object positive(String text) throws BadValueException {
        return Values.whole(text, 1, Integer.MAX_VALUE);
    }

    private static Object rate(String text) throws BadValueException {
        return Values.share(text, "(0, 1]", Double.MIN_VALUE, 1);
    }

    private static Object factor(String text) throws BadValueException {
        return Values.number(text, 1);
    }

    private static Object positiveDuration(String text) throws BadValueException {
        return Values.duration(text, Duration.ofNanos(1));
    }

    private static Object fallbackOn(String text) throws BadValueException {
        return switch (Spelling.word(text)) {
            case "rejection" -> FallbackOn.REJECTION;
            case "rejectionorfailure" -> FallbackOn.REJECTION_OR_FAILURE;
            default -> throw new BadValueException("must be rejection or rejection-or-failure");
        };
    }
}
