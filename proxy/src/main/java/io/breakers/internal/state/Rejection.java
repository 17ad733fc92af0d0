package io.breakers.internal.state;

import io.breakers.api.CallRejectedException;

/**
 * A call was rejected.
 *
 * @param exception with the reason at that moment (S28)
 */
public record Rejection(CallRejectedException exception) implements Admission {}
