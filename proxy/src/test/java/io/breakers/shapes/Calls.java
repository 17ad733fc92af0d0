package io.breakers.shapes;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** What reaches a target, and what it does then. */
final class Calls implements BiFunction<String, Object[], Object> {
    int count;
    String key;
    Object[] given;
    Outcome outcome;

    /** What a target does: it returns {@code result}, unless it throws {@code thrown}. */
    record Outcome(Object result, Throwable thrown) {
        static Outcome returning(Object result) {
            return new Outcome(result, null);
        }

        static Outcome throwing(Throwable thrown) {
            return new Outcome(null, thrown);
        }

        /** A new one of each kind that {@code method} may have. */
        static List<Outcome> of(Method method) {
            var outcomes = new ArrayList<Outcome>();
            outcomes.add(returning(Values.of(method.getReturnType())));
            if (returnsStage(method)) {
                outcomes.add(returning(CompletableFuture.failedFuture(new IOException("failed"))));
                outcomes.add(returning(new CompletableFuture<>()));
            }
            outcomes.add(throwing(new IllegalStateException("unchecked")));
            outcomes.add(throwing(new AssertionError("error")));
            if (method.getExceptionTypes().length > 0) {
                outcomes.add(throwing(new IOException("checked")));
            }
            return outcomes;
        }

        static boolean returnsStage(Method method) {
            return CompletionStage.class.isAssignableFrom(method.getReturnType());
        }
    }

    @Override
    public Object apply(String called, Object[] arguments) {
        count++;
        key = called;
        given = arguments;
        if (outcome.thrown() != null) {
            throw Calls.<RuntimeException>sneaky(outcome.thrown());
        }
        return outcome.result();
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
