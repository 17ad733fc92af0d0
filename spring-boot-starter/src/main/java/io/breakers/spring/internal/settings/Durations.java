package io.breakers.spring.internal.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads durations as settings documents write them: {@code 10s}, {@code 1m30s}, {@code PT10S}; never a bare number. */
final class Durations {
    private static final Pattern UNITS =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    private Durations() {}

    /** Returns a positive duration; {@code null} if {@code text} is none. */
    static @Nullable Duration positive(String text) {
        Duration duration = any(text);
        return duration == null || duration.isNegative() || duration.isZero() ? null : duration;
    }

    private static @Nullable Duration any(String text) {
        Matcher units = UNITS.matcher(text);
        if (units.matches()) {
            Duration sum = Duration.ZERO;
            for (int i = 0; i < MILLIS.length; i++) {
                String digits = units.group(i + 1);
                sum = digits == null ? sum : sum.plusMillis(Long.parseLong(digits) * MILLIS[i]);
            }
            return sum;
        }
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
