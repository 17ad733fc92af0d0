/**
 * What a test of code with breakers needs: time that the test advances ({@link io.breakers.testing.ManualTicker}), and
 * a record of what breakers report ({@link io.breakers.testing.RecordingListener}).
 */
@org.jspecify.annotations.NullMarked
package io.breakers.testing;
