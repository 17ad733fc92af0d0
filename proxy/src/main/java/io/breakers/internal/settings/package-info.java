/**
 * A configuration in the form that the engine uses: {@link io.breakers.internal.settings.Settings} and its parts, each
 * made once and asked at each call. Which calls are failures is decided in {@link
 * io.breakers.internal.settings.Classifier}, how long a breaker stays open in {@link
 * io.breakers.internal.settings.OpenBackoff}, and which causes a fallback answers in {@link
 * io.breakers.internal.settings.FallbackPolicy}. A breaker has its {@link io.breakers.internal.settings.BreakerName}
 * for life.
 */
package io.breakers.internal.settings;
