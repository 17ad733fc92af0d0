package io.breakers.engine;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import org.jspecify.annotations.Nullable;

/**
 * A method whose outcome a {@link CallAdapter} observes: {@link #call} passes a call to the adapter, whose findings go to the guard.
 */
public final class GuardedMethod extends KeepingMethod implements MethodGuard {
    private final Object target;
    private final CallAdapter<Object> adapter;

    /**
     * Creates a method.
     *
     * @param memory keeps the last good values; {@code null} for nothing
     */
    @SuppressWarnings("unchecked") // the adapter was found for the type that the method returns
    public GuardedMethod(
            Guard guard, Object target, Invocation invocation, CallAdapter<?> adapter, @Nullable Memory memory) {
        super(guard, invocation, memory);
        this.target = target;
        this.adapter = (CallAdapter<Object>) adapter;
    }

    /** Calls the method, and returns or throws what its adapter makes of that. */
    public @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        return adapter.adapt(new Arguments(arguments));
    }

    /** One call: the method with its arguments. */
    private final class Arguments implements GuardedCall<Object> {
        private final @Nullable Object[] arguments;

        Arguments(@Nullable Object[] arguments) {
            this.arguments = arguments;
        }

        @Override
        public Attempt<Object> start() {
            Admission admission = guard.enter();
            if (admission instanceof Refusal refusal) {
                return new OnFallback(guard.rejected(refusal), arguments, null);
            }
            Permit permit = (Permit) admission;
            return new ByAdapter(permit, guard.start(permit), arguments);
        }

        @Override
        public boolean hasFallback() {
            return memory != null || guard.hasFallback();
        }
    }

    /** An attempt on the target that the adapter makes. */
    @SuppressWarnings("serial") // like its superclass
    private final class ByAdapter extends OnTarget {
        ByAdapter(Permit permit, long start, @Nullable Object[] arguments) {
            super(permit, start, arguments);
        }

        @Override
        public @Nullable Object call() throws Throwable {
            return invocation.on(target, arguments);
        }
    }
}
