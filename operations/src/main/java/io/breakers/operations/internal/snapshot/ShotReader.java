package io.breakers.operations.internal.snapshot;

import io.breakers.api.BreakerState;
import io.breakers.proxy.BreakerAccess.Kept;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a snapshot, all of it or nothing. For example:
 *
 * <pre>
 * breakers-snapshot 1 2026-11-28T10:15:30Z
 * OPEN "PaymentService.charge" trips=2 wait=PT18.5S because "5 consecutive failures"
 * FORCED_OPEN "stock" because "maintenance"
 * </pre>
 */
public final class ShotReader {
    static final String HEADER = "breakers-snapshot";
    static final int VERSION = 1;

    /** So many trips lengthen no wait any more. */
    static final int MOST_TRIPS = 1_000_000;

    private static final int MOST_IN_MESSAGE = 50;
    private static final int LONGEST_QUOTE = 80;

    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Kept> states = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private @Nullable Instant taken;
    private boolean understood = true;

    private ShotReader() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is none of a snapshot, with all mistakes and their lines
     */
    public static Shot read(String text) {
        var reader = new ShotReader();
        String[] lines = text.split("\n", -1);
        reader.readFirst(withoutReturn(lines[0]));
        for (int i = 1; i < lines.length && reader.understood; i++) {
            String line = withoutReturn(lines[i]);
            if (!line.isBlank()) {
                reader.readBreaker(i + 1, line);
            }
        }
        Instant taken = reader.taken;
        if (taken == null || !reader.mistakes.isEmpty()) {
            throw new IllegalArgumentException(message(reader.mistakes));
        }
        return new Shot(taken, reader.states);
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static String message(List<String> mistakes) {
        var message = new StringBuilder("Cannot read the snapshot:");
        mistakes.stream()
                .limit(MOST_IN_MESSAGE)
                .forEach(mistake -> message.append("\n  - ").append(mistake));
        int more = mistakes.size() - MOST_IN_MESSAGE;
        return more > 0
                ? message.append("\n  and ").append(more).append(" more").toString()
                : message.toString();
    }

    private void readFirst(String text) {
        var line = new LineScanner(text);
        boolean ours = line.skip(HEADER + " ");
        String version = line.word();
        if (!ours || !version.matches("\\d{1,9}") || !line.skip(" ")) {
            add(1, "it must begin with " + HEADER + " " + VERSION + " and a time, was " + quote(text));
            return;
        }
        if (Integer.parseInt(version) != VERSION) {
            understood = false;
            add(
                    1,
                    "its format has version " + version + ", and only version " + VERSION
                            + " is read here; leave it out, and the breakers begin closed");
            return;
        }
        try {
            taken = Instant.parse(line.rest());
        } catch (DateTimeException none) {
            add(1, "the time must be like 2026-11-28T10:15:30Z, was " + quote(line.rest()));
        }
    }

    private void readBreaker(int number, String text) {
        var line = new LineScanner(text);
        String stateWord = line.word();
        String name = line.skip(" ") ? line.quoted() : null;
        String tripsWord = line.skip(" trips=") ? line.word() : null;
        String restWord = line.skip(" wait=") ? line.word() : null;
        String reason = line.skip(" because ") ? line.quoted() : null;
        if (name == null || reason == null || !line.rest().isEmpty()) {
            add(number, "must be like OPEN \"stock\" trips=1 wait=PT9.5S because \"5 failures\", was " + quote(text));
            return;
        }
        Integer before = lines.putIfAbsent(name, number);
        if (before != null) {
            add(number, quote(name) + " stands in line " + before + " already");
        }
        if (name.isBlank()) {
            add(number, "the name must not be blank");
        }
        BreakerState state = state(number, stateWord);
        int trips = tripsWord == null ? 0 : trips(number, tripsWord);
        Duration rest = restWord == null ? Duration.ZERO : duration(number, restWord);
        if (state != null && trips >= 0 && rest != null) {
            keep(number, name, state, trips, rest, reason);
        }
    }

    private void keep(int number, String name, BreakerState state, int trips, Duration rest, String reason) {
        try {
            states.put(name, new Kept(state, reason, rest, trips));
        } catch (IllegalArgumentException refused) {
            add(number, String.valueOf(refused.getMessage()).replace("rest must", "wait must"));
        }
    }

    private @Nullable BreakerState state(int number, String word) {
        for (BreakerState state : BreakerState.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        add(number, "the state must be OPEN, HALF_OPEN, FORCED_OPEN or DISABLED, was " + quote(word));
        return null;
    }

    /** Returns -1 for none. */
    private int trips(int number, String digits) {
        int trips = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
        if (trips >= 1 && trips <= MOST_TRIPS) {
            return trips;
        }
        add(number, "trips must be in [1, " + MOST_TRIPS + "], was " + quote(digits));
        return -1;
    }

    private @Nullable Duration duration(int number, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException none) {
            add(number, "wait must be like PT9.5S, was " + quote(text));
            return null;
        }
    }

    private void add(int line, String mistake) {
        mistakes.add("line " + line + ": " + mistake);
    }

    /** What was read, as far as it helps, as one line. */
    private static String quote(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
    }
}
