package io.breakers.internal.settings;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.internal.callbacks.CallbackErrors;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes what callers get instead of a rejection that no fallback answers (S28). */
public final class RejectAs {
    /** A function of the user, and the type of what it makes. */
    private record Maker(
            Class<? extends Throwable> type, Function<? super CallRejectedException, ? extends Throwable> function) {
        boolean fits(List<Class<?>> declared) {
            if (RuntimeException.class.isAssignableFrom(type) || Error.class.isAssignableFrom(type)) {
                return true;
            }
            for (Class<?> one : declared) {
                if (one.isAssignableFrom(type)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Of nearly all breakers: callers get the rejection. */
    private static final RejectAs ITSELF = new RejectAs(Map.of(), "");

    /** The one given last is the first. */
    private final Maker[] makers;

    private final CallbackErrors errors;

    private RejectAs(
            Map<Class<? extends Throwable>, Function<? super CallRejectedException, ? extends Throwable>> functions,
            String breaker) {
        this.errors = new CallbackErrors(breaker);
        this.makers = new Maker[functions.size()];
        int place = makers.length;
        for (Map.Entry<Class<? extends Throwable>, Function<? super CallRejectedException, ? extends Throwable>> each :
                functions.entrySet()) {
            place--;
            makers[place] = new Maker(each.getKey(), each.getValue());
        }
    }

    static RejectAs of(BreakerConfig config, String breaker) {
        return config.rejectAs().isEmpty() ? ITSELF : new RejectAs(config.rejectAs(), breaker);
    }

    /**
     * What a method throws.
     *
     * @param declared the exceptions that it declares: of others, it may throw unchecked ones only
     */
    public Throwable thrown(CallRejectedException rejection, List<Class<?>> declared) {
        for (Maker maker : makers) {
            if (maker.fits(declared)) {
                return make(maker, rejection);
            }
        }
        return rejection;
    }

    /** What is signalled, by a failed stage for example: that may be of any type. */
    public Throwable signalled(CallRejectedException rejection) {
        return makers.length == 0 ? rejection : make(makers[0], rejection);
    }

    private Throwable make(Maker maker, CallRejectedException rejection) {
        try {
            Throwable made = maker.function.apply(rejection);
            if (made == null) {
                throw new NullPointerException("it returned null");
            }
            return maker.type.cast(made);
        } catch (Throwable broken) {
            errors.log("the function of rejectAs failed; the caller gets the CallRejectedException", broken);
            return rejection;
        }
    }
}
