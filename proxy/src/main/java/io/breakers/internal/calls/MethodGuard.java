package io.breakers.internal.calls;

/** What stands between a method and its target: one guard, or one for each key of its calls (S56). */
public sealed interface MethodGuard permits Guard, KeyedGuard {
    /** What generated code does for it. */
    GuardKind kind();

    /** The calls of {@code method}, guarded by this. */
    MethodCall calls(Invocation method);
}
