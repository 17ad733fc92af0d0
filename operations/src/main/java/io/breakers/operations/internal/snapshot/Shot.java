package io.breakers.operations.internal.snapshot;

import io.breakers.api.BreakerState;
import io.breakers.proxy.BreakerAccess.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states of breakers that are not CLOSED, at one moment.
 *
 * @param taken when, by the wall clock
 * @param states by the names of the breakers
 */
public record Shot(Instant taken, Map<String, Kept> states) {
    /** Copies what it is given. */
    public Shot {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /** What is left of a state after some time. A clock that was set back lengthens no wait. */
    static Kept after(Kept kept, Instant taken, Instant now) {
        if (kept.state() != BreakerState.OPEN || now.isBefore(taken)) {
            return kept;
        }
        Duration rest = kept.rest().minus(Duration.between(taken, now));
        return new Kept(kept.state(), kept.reason(), rest.isNegative() ? Duration.ZERO : rest, kept.trips());
    }

    /** The same state, with no more trips than are read again. */
    static Kept writable(Kept kept) {
        return new Kept(kept.state(), kept.reason(), kept.rest(), Math.min(kept.trips(), ShotReader.MOST_TRIPS));
    }

    /** Writes it; see {@link ShotReader}. */
    public String text() {
        var text = new StringBuilder(ShotReader.HEADER).append(' ').append(ShotReader.VERSION);
        text.append(' ').append(taken).append('\n');
        states.forEach((name, kept) -> {
            text.append(kept.state()).append(' ').append(quoted(name));
            if (kept.trips() > 0) {
                text.append(" trips=").append(kept.trips()).append(" wait=").append(kept.rest());
            }
            text.append(" because ").append(quoted(kept.reason())).append('\n');
        });
        return text.toString();
    }

    /** In quotes, in printable ASCII: whatever is in a text, it stays one word of one line, in every encoding. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each >= ' ' && each <= '~') {
                quoted.append(each);
            } else {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(each));
            }
        }
        return quoted.append('"').toString();
    }
}
