/**
 * What a test of code with breakers needs, without sleeping and without a mock of the library: time that the test
 * advances ({@link io.breakers.testing.ManualTicker}); targets that fail, hang and recover as written down ({@link
 * io.breakers.testing.Scripted}) or by chance ({@link io.breakers.testing.Faults}); assertions on breakers ({@link
 * io.breakers.testing.BreakerAssert}); a record of what they report ({@link io.breakers.testing.RecordingListener});
 * ready rejections ({@link io.breakers.testing.Rejections}); and a JUnit extension that closes them between tests
 * ({@link io.breakers.testing.ResetBreakers}).
 */
@org.jspecify.annotations.NullMarked
package io.breakers.testing;
