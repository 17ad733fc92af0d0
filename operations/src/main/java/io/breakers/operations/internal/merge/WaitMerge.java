package io.breakers.operations.internal.merge;

import io.breakers.api.OpenWait;
import io.breakers.operations.internal.document.Key;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.document.Setting;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts the settings of the wait over that of the code. What only code can say, of a failure, stays. */
final class WaitMerge {
    private final @Nullable Setting wait;
    private final @Nullable Setting multiplier;
    private final @Nullable Setting cap;
    private final @Nullable Setting jitter;
    private final @Nullable Setting forgetAfter;
    private final Mistakes mistakes;

    WaitMerge(Overlay overlay, Mistakes mistakes) {
        this.wait = overlay.get(Key.OPEN_FOR);
        this.multiplier = overlay.get(Key.OPEN_FOR_MULTIPLIER);
        this.cap = overlay.get(Key.OPEN_FOR_MAX);
        this.jitter = overlay.get(Key.OPEN_FOR_JITTER);
        this.forgetAfter = overlay.get(Key.FORGET_AFTER);
        this.mistakes = mistakes;
    }

    /** Returns the wait that results; {@code code} if the settings do not fit it. */
    OpenWait over(OpenWait code) {
        if (wait == null && multiplier == null && cap == null && jitter == null && forgetAfter == null) {
            return code;
        }
        boolean growing = code.multiplier() > 1 || code.cap().compareTo(code.base()) > 0;
        Duration first = wait == null ? code.base() : wait.duration();
        Double factor = growing ? (Double) code.multiplier() : null;
        Duration longest = growing ? code.cap() : null;
        if (multiplier != null) {
            factor = multiplier.number();
        }
        if (cap != null) {
            longest = cap.duration();
        }
        boolean constant = factor == null && longest == null;
        boolean madeConstant = multiplier != null && multiplier.number() == 1 && cap == null;
        if (constant || madeConstant) {
            return withTheRest(OpenWait.fixed(first), code);
        }
        if (!fits(code, first, factor, longest) || factor == null || longest == null) {
            return code;
        }
        return withTheRest(OpenWait.exponential(first, factor, longest), code);
    }

    private boolean fits(OpenWait code, Duration first, @Nullable Double factor, @Nullable Duration longest) {
        if (longest == null && multiplier != null) {
            return refuse(multiplier, "needs open-for-max: the wait that it lengthens has no limit");
        }
        if (factor == null && cap != null) {
            return refuse(cap, "needs open-for-multiplier: the wait does not grow");
        }
        if (longest == null || longest.compareTo(first) >= 0) {
            return true;
        }
        if (cap != null) {
            String other =
                    wait == null ? "that the code gives, " + code : wait.raw().value();
            return refuse(cap, "must be at least the wait, open-for, " + other);
        }
        return wait == null
                || refuse(wait, "exceeds the longest wait that the code gives, " + code + "; give open-for-max");
    }

    private boolean refuse(Setting setting, String rule) {
        mistakes.add(setting.raw(), rule);
        return false;
    }

    private OpenWait withTheRest(OpenWait plain, OpenWait code) {
        double fraction = jitter == null ? code.jitter() : jitter.number();
        RandomGenerator random = code.random();
        OpenWait varied = random == null ? plain.jitter(fraction) : plain.jitter(fraction, random);
        Duration forgotten = forgetAfter == null ? code.forgetAfter() : forgetAfter.duration();
        return asking(varied, code).forgetAfter(forgotten);
    }

    /** A longest wait that the code gave for failures stays; one that followed from its wait follows the new wait. */
    private static OpenWait asking(OpenWait merged, OpenWait code) {
        Function<? super Throwable, @Nullable Duration> fromFailure = code.fromFailure();
        if (fromFailure == null) {
            return merged;
        }
        boolean given = !code.fromFailure(fromFailure).atMostFromFailure().equals(code.atMostFromFailure());
        return given ? merged.fromFailure(fromFailure, code.atMostFromFailure()) : merged.fromFailure(fromFailure);
    }
}
