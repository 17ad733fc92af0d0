package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;

/**
 * Hears of all breakers of a registry, for what is started after them; see {@link BreakerRegistry#addListener}. It asks
 * for no event of a call, so calls cost the same with it.
 *
 * <p>Its methods run on the thread that makes or moves a breaker, with no lock held, and should be fast. What they
 * throw is logged (WARNING, {@code io.breakers.operations}) and swallowed. One that was added twice hears twice, and
 * one removal ends both.
 */
public interface RegistryListener {
    /**
     * A breaker was made, also one of a key (S56); not told of those that were there before. Nobody has called it yet,
     * and the registry may not list it yet; it may be operated, and is then made in that state. If the factory of
     * another listener throws, it never comes, and nothing more is told of it.
     */
    default void onMade(Breaker breaker) {}

    /** A breaker has changed its state, as in {@link BreakerListener#onTransition}. */
    default void onTransition(Breaker breaker, Transition transition) {}
}
